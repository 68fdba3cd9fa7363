import { fakeExtractor } from './fake-extractor.js';
import { fakeReconciler } from './fake-reconciler.js';
import { FakeModel, type FakeModelOptions, type Misbehaviour } from './fake-model.js';

/**
 * The fake model as a process of its own, for tests that kill what asks it:
 * `node dist/testing/fake-model-process.js '{"faults":{"rate":0.2,"seed":1,"kinds":["500"]}}' [port]`
 * writes its address in one line, plays the extractor, and misbehaves as it is told.
 */
const [misbehaviour = '{}', port = '0'] = process.argv.slice(2);
const options: FakeModelOptions = {
  port: Number(port),
  answers: [fakeExtractor(), fakeReconciler()],
};
const fake = await FakeModel.start(options);
fake.misbehave(JSON.parse(misbehaviour) as Misbehaviour);
process.stdout.write(`${fake.url}\n`);
process.once('SIGTERM', () => void fake.close());

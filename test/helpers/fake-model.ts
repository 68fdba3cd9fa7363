import { onTestFinished } from 'vitest';
import { FakeModel, type FakeModelOptions } from '../../src/testing/fake-model.js';

/** The public fake model, closed with the test. */
export async function fakeModel(options: FakeModelOptions = {}): Promise<FakeModel> {
  const fake = await FakeModel.start(options);
  onTestFinished(() => fake.close());
  return fake;
}

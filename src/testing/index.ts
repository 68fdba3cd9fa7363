/** What an implementation of a port must pass, and what its tests are built from. */
export * from './change-sets.js';
export { type StoreSuiteOptions, storeSuite, type TestRunner } from './store-suite.js';
export { keysSuite, type KeysSuiteOptions, storedKey, type StoreOfKeys } from './keys-suite.js';
export { indexingSuite, type IndexingSuiteOptions } from './indexing-suite.js';
export { spacesSuite, type SpacesSuiteOptions } from './spaces-suite.js';
export { graphSuite } from './graph-suite.js';
export { batchesSuite } from './batches-suite.js';
export { statesSuite } from './states-suite.js';
export { jobsSuite, type JobsSuiteOptions } from './jobs-suite.js';
export { fakeExtractor } from './fake-extractor.js';
export { fakeReconciler } from './fake-reconciler.js';
export { type FakeFault, fakeFaults, type FakeFaults } from './fake-faults.js';
export { notesSuite, type NotesSuiteOptions, type StoreOfNotes } from './notes-suite.js';
export { FakeModel, type FakeModelOptions, type Misbehaviour } from './fake-model.js';
export {
  type Answers,
  type FakeEmbedding,
  type FakeFlaw,
  type FakeRule,
  type FakeRequest,
  overlap,
  UNKNOWN,
} from './fake-replies.js';
export {
  type StoreOfTraces,
  storedTrace,
  tracesSuite,
  type TracesSuiteOptions,
} from './traces-suite.js';

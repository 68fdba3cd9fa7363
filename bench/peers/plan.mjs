// What is measured, on whom, and what we want to see: the tables of the benchmark.

/** `tells`: the measures that say something of it; all, where it is missing. */
export const subjects = [
  { name: 'tulving', title: 'Tulving', module: 'tulving', vectors: 'built-in' },
  {
    name: 'tulving-shared',
    title: 'Tulving, shared vectors',
    module: 'tulving',
    vectors: 'shared',
  },
  { name: 'tulving-http', title: 'Tulving, HTTP', module: 'tulving-http', vectors: 'built-in' },
  // The floor of the column before it; nothing is kept, so that other rows would say nothing.
  {
    name: 'bare-http',
    title: 'bare HTTP',
    module: 'bare-http',
    volatile: true,
    tells: [
      'addEach',
      'addByWriters',
      'search50',
      'search95',
      'list50',
      'delete50',
      'memory',
      'addEachCpu',
      'searchCpu',
    ],
  },
  { name: 'mem0', title: 'mem0', module: 'mem0', vectors: 'http', needs: 'mem0ai' },
  {
    name: 'langgraph',
    title: 'LangGraph',
    module: 'langgraph',
    vectors: 'http',
    needs: '@langchain/langgraph-checkpoint',
    volatile: true,
  },
  // Kinder to the peers: no request for each vector. Run by name.
  {
    name: 'mem0-shared',
    title: 'mem0, vectors in process',
    module: 'mem0',
    vectors: 'shared',
    needs: 'mem0ai',
    byName: true,
  },
  {
    name: 'langgraph-shared',
    title: 'LangGraph, vectors in process',
    module: 'langgraph',
    vectors: 'shared',
    needs: '@langchain/langgraph-checkpoint',
    volatile: true,
    byName: true,
  },
];

/** `npm run bench -- mem0`: the same calls of mem0's clients over HTTP, answered by Tulving and by mem0. */
export const wireSubjects = [
  { name: 'tulving', title: 'Tulving /mem0', module: 'tulving-wire', vectors: 'built-in' },
  {
    name: 'tulving-stub',
    title: 'Tulving /mem0, embeddings of the stub',
    module: 'tulving-wire',
    vectors: 'http',
  },
  { name: 'mem0', title: 'mem0ai/oss', module: 'mem0-wire', vectors: 'http', needs: 'mem0ai' },
];

export const shapes = [
  { name: '1,000 memories of one user', users: 1, each: 1_000 },
  { name: '10,000 memories of one user', users: 1, each: 10_000 },
  { name: '100 users with 100 memories each', users: 100, each: 100 },
];

/** How much of each is done in a round; the rest of a shape is added in bulk. */
export const usual = { rounds: 5, adds: 40, searches: 40, lists: 10, deletes: 20, colds: 3 };
export const quick = { rounds: 3, adds: 20, searches: 20, lists: 5, deletes: 10, colds: 1 };
export const writers = 8;
export const listed = 100;
/** A subject that takes long to search is asked less often: ms of a round. */
export const searchBudget = 5_000;

/** `better` tells which way a ratio is turned, so that more is better for Tulving. */
export const measures = [
  { key: 'addEach', title: 'add one by one, a second', better: 'more' },
  { key: 'addByWriters', title: `add by ${writers} writers, a second`, better: 'more' },
  { key: 'addMany', title: 'add in bulk, a second', better: 'more' },
  { key: 'search50', title: 'search, p50, ms', better: 'less' },
  { key: 'search95', title: 'search, p95, ms', better: 'less' },
  { key: 'list50', title: `list ${listed}, p50, ms`, better: 'less' },
  { key: 'delete50', title: 'delete one, p50, ms', better: 'less' },
  { key: 'deleteAll', title: 'delete all, ms', better: 'less' },
  { key: 'cold', title: 'from start of the process to the first answer, ms', better: 'less' },
  { key: 'memory', title: 'memory of the process, MiB', better: 'less' },
  { key: 'disk', title: 'disk, bytes a memory', better: 'less' },
  { key: 'addEachCpu', title: 'processor, an add, ms', better: 'less' },
  { key: 'addManyCpu', title: 'processor, an add in bulk, ms', better: 'less' },
  { key: 'searchCpu', title: 'processor, a search, ms', better: 'less' },
];

export const wireMeasures = [
  { key: 'addEach', title: 'add one by one, a second' },
  { key: 'add50', title: 'add, p50, ms' },
  { key: 'add95', title: 'add, p95, ms' },
  { key: 'addByWriters', title: `add by ${writers} clients, a second` },
  { key: 'addMany', title: 'add 100 messages a request, messages a second' },
  { key: 'searchTogether', title: `search by ${writers} clients, a second` },
  { key: 'search50', title: 'search, p50, ms' },
  { key: 'search95', title: 'search, p95, ms' },
  { key: 'listTogether', title: `get-all of ${listed} by ${writers} clients, a second` },
  { key: 'list50', title: `get-all of ${listed}, p50, ms` },
  { key: 'list95', title: `get-all of ${listed}, p95, ms` },
  { key: 'delete50', title: 'delete one, p50, ms' },
  { key: 'deleteAll', title: 'delete all, ms' },
  { key: 'cold', title: 'from start of the process to the first answer, ms' },
  { key: 'memory', title: 'memory of the server, MiB' },
];

/** What is run, what is told of it, and where that is written. */
export const plans = {
  peers: { name: 'peers', subjects, measures, mark: 'npm run bench' },
  mem0: {
    name: 'mem0',
    subjects: wireSubjects,
    measures: wireMeasures,
    mark: 'npm run bench -- mem0',
    together: true,
    mostShapes: 2,
  },
};

const large = '10,000 memories of one user';

/** What we want to see: the least number of times that Tulving is faster than `of`. */
export const aims = [
  { title: 'search beside mem0', at: large, key: 'search50', of: 'mem0', least: 150 },
  { title: 'search beside LangGraph', at: large, key: 'search50', of: 'langgraph', least: 5 },
  {
    title: 'add one by one, of the bare fsync rate',
    at: large,
    key: 'addEach',
    of: 'fsync',
    least: 0.5,
  },
  { title: 'add by 8 writers beside mem0', at: large, key: 'addByWriters', of: 'mem0', least: 5 },
  { title: 'add in bulk beside mem0', at: large, key: 'addMany', of: 'mem0', least: 30 },
  { title: 'delete all beside mem0', at: large, key: 'deleteAll', of: 'mem0', least: 500 },
];

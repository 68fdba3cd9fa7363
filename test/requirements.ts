/** What is promised to users: where it is promised, and the test that holds us to it. */
export interface Requirement {
  /** Row of the mission, or the place in docs/design.md. */
  row: string;
  promise: string;
  test: string;
  /** Part of the test's title. */
  title: string;
}

export const requirements: readonly Requirement[] = [
  {
    row: 'T7',
    promise:
      'A reranker that is late or fails changes no answer, and none changes what time settled.',
    test: 'test/rerank.test.ts',
    title: 'what a reranker cannot break (T4, T7)',
  },
  {
    row: 'T1',
    promise: 'It is useful with no model, no key, no service and no network.',
    test: 'test/recall.test.ts',
    title: '(T1',
  },
  {
    row: 'T3',
    promise: 'Every turn is kept word for word; every memory quotes the words that it rests on.',
    test: 'test/memory.test.ts',
    title: 'keeps every turn in order',
  },
  {
    row: 'T4',
    promise: 'What holds comes first; what held and what was known at a date can be asked for.',
    test: 'test/time.test.ts',
    title: 'moved house: a change in the world (T4)',
  },
  {
    row: 'C8',
    promise: 'A full quota refuses the write and evicts nothing.',
    test: 'test/time.test.ts',
    title: 'refuses the write and evicts nothing (C8)',
  },
  {
    row: 'DESIGN 13',
    promise: 'After erase and compact no byte of the text is in the data directory.',
    test: 'test/erase.test.ts',
    title: 'erase leaves no byte behind (DESIGN 13)',
  },
  {
    row: 'T7',
    promise: 'Recent searches are kept within a bound, and a replay tells which answers changed.',
    test: 'test/traces.test.ts',
    title: 'a replay (T7)',
  },
  {
    row: 'T8',
    promise: 'A secret is stored, indexed and logged nowhere.',
    test: 'test/redaction.test.ts',
    title: 'keeps a secret in no file, no answer and no log',
  },
  {
    row: 'T4',
    promise: 'A filter means the same in every store.',
    test: 'test/filters.test.ts',
    title: '10,000 random filters',
  },
  {
    row: 'B9',
    promise: 'Once there is a key every route asks for a valid one, and none reaches beyond it.',
    test: 'test/api/keys.test.ts',
    title: 'every route asks for a key once there is one',
  },
  {
    row: 'C3',
    promise: 'What has expired is deleted, with a report.',
    test: 'test/retention.test.ts',
    title: 'sets the state deleted with a report',
  },
  {
    row: 'T4',
    promise: 'A deletion can be undone for as many days as are set, and then is erased.',
    test: 'test/retention.test.ts',
    title: 'lets a deletion be undone, and then erases',
  },
  {
    row: 'T9',
    promise: 'A job whose worker is killed in the middle is done once by another.',
    test: 'test/jobs.test.ts',
    title: 'its effect leaves it to another one',
  },
  {
    row: 'C4',
    promise: 'In a batch one bad item does not fail the others.',
    test: 'test/ingest.test.ts',
    title: 'one bad item does not fail the others',
  },
  {
    row: 'T6',
    promise: 'Context stays within its budget of tokens and is data, not instructions.',
    test: 'test/ingest.test.ts',
    title: 'is a block within its budget',
  },
  {
    row: 'C3',
    promise: 'A delete by scope takes nothing that the scope does not name.',
    test: 'test/ingest.test.ts',
    title: 'takes what the scope names, and nothing beside it',
  },
  {
    row: 'T4',
    promise: 'Merging, restoring and erasing in any order lose nothing that was not asked for.',
    test: 'test/merge-and-erase.test.ts',
    title: 'merging, then erasing',
  },
  {
    row: 'D7',
    promise: 'A session of a browser may what its key may, ends with it, and serves no other site.',
    test: 'test/api/session.test.ts',
    title: 'signing in with a key (D7',
  },
  {
    row: 'D7',
    promise: 'Whoever follows events misses none that the key may see, and is told of no other.',
    test: 'test/api/events.test.ts',
    title: 'events that a key may see',
  },
  {
    row: 'T5',
    promise: 'A search says why it answered as it did.',
    test: 'test/recall.test.ts',
    title: '(T5',
  },
  {
    row: 'T5',
    promise: 'Memories of another tenant or cube change no score.',
    test: 'test/isolation.test.ts',
    title: 'scores stay the same',
  },
  {
    row: 'T9',
    promise: 'A memory, its words, its vector, its history and its event are one transaction.',
    test: 'src/testing/store-suite.ts',
    title: 'keeps episode, memory, terms, vector, history and event together (T3)',
  },
  {
    row: 'T9',
    promise: 'A write that was answered survives kill -9, and nothing half-written shows.',
    test: 'test/crash.test.ts',
    title: 'loses nothing acknowledged',
  },
  {
    row: 'T9',
    promise: 'Several processes may use one data directory at once.',
    test: 'test/processes.test.ts',
    title: 'nothing is lost',
  },
  {
    row: 'T4',
    promise:
      'A data file of an earlier version is searched at once, and its index follows by itself.',
    test: 'test/reindex.test.ts',
    title: 'ranks as a new one after the job',
  },
  {
    row: 'C1',
    promise: 'Memories are added and searched over HTTP.',
    test: 'test/api/serve.test.ts',
    title: 'keeps and finds over a real socket (C1)',
  },
  {
    row: 'T2',
    promise: 'MCP clients of 2025 and of 2026-07-28 work unmodified, over HTTP and standard input.',
    test: 'test/mcp/stdio.test.ts',
    title: 'see at once what two clients on stdio and one of a server keep',
  },
  {
    row: 'D1',
    promise: 'Every app finds what another has kept, and a process of its own sees it at once.',
    test: 'test/mcp/session.test.ts',
    title: 'one memory for all apps (D1)',
  },
  {
    row: 'T11',
    promise:
      'Installing keeps every byte of a config file that is not ours; uninstalling gives back all.',
    test: 'test/install/clients.test.ts',
    title: 'gets an entry that it understands beside what is there, and gives back the same bytes',
  },
  {
    row: 'C9',
    promise: 'Health tells each component with its state.',
    test: 'test/api/health.test.ts',
    title: '(C9)',
  },
  {
    row: 'DESIGN 16',
    promise: 'Whose memory a tool works on never comes from the model.',
    test: 'test/mcp/session.test.ts',
    title: '(DESIGN 16)',
  },
  {
    row: 'DESIGN 12',
    promise: 'Without a key only loopback is served, and no proxy is trusted.',
    test: 'test/api/guard.test.ts',
    title: 'DESIGN 12',
  },
  {
    row: 'B14',
    promise: 'A model’s answers are judged leniently and strictly; what failed is told apart.',
    test: 'test/evaluation/answers.test.ts',
    title: 'answers of a model, judged twice (B14)',
  },
];

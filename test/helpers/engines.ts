/** The engines that tests run on. SQLite runs all of them; each other one what an engine can spoil. */
const engines: Readonly<Record<EngineName, readonly string[]>> = {
  sqlite: [
    'src/**/*.test.ts',
    'test/**/*.test.ts',
    'dashboard/src/**/*.test.ts',
    '!test/postgres/**',
  ],
  pglite: inEveryEngine(),
  postgres: [...inEveryEngine(), ...onServers()],
};

/**
 * These change what belongs to their process: its home, its environment, what it prints. The others share one, which
 * takes half the time, since the program is loaded once and not for each file.
 */
export const alone = [
  'test/install/**/*.test.ts',
  'test/cli/**/*.test.ts',
  'test/exchange/mem0/platform.test.ts',
  'test/prepare.test.ts',
  ...aloneOnServers(),
];

export type EngineName = 'sqlite' | 'pglite' | 'postgres';

declare module 'vitest' {
  interface ProvidedContext {
    engine: EngineName;
    /** A server on which tests may make databases. */
    databaseUrl?: string;
    /** The name of a database on it with the schema, to be copied. */
    template?: string;
    /** A data directory of PGlite with the schema in it, as one file. */
    pgliteFile?: string;
  }
}

export function testsOf(engine: EngineName): string[] {
  return [...engines[engine]];
}

/** PGlite takes four to eight times as long as SQLite: what is here should say something about engines. */
function inEveryEngine(): readonly string[] {
  return [
    'test/postgres/**/*.test.ts',
    'test/store/conformance.test.ts',
    'test/state-machine.test.ts',
    'test/filters.test.ts',
    'test/dialects/mem0/memories.test.ts',
    'test/{audit,time,timeline}.test.ts',
    'test/{kept-names,list-orders}.test.ts',
    'test/merge-and-erase.test.ts',
    'test/erase.test.ts',
    'test/isolation.test.ts',
    'test/{forms,graph,tree,consolidate,profile}.test.ts',
    'test/models/metered.test.ts',
    'test/memory.test.ts',
    'test/{apps,states,many-states,many-states-machine,policies}.test.ts',
    'test/undo/*.test.ts',
    'test/access/{hidden-links,log,routes,rules,rules-property,store}.test.ts',
    'test/api/{memories,keys,health}.test.ts',
    'test/gate/{cubes,doubts,pairs,reviews}.test.ts',
    'test/extract/{extract,failures}.test.ts',
    'test/documents/media.test.ts',
    'test/exchange/{jsonl,rules,vectors}.test.ts',
  ];
}

/** Of those that run on servers, too. */
export function aloneOnServers(): string[] {
  return ['test/api/connect.test.ts', 'test/traces.test.ts'];
}

function onServers(): readonly string[] {
  return [
    'test/api/*.test.ts',
    'test/recall.test.ts',
    'test/explain.test.ts',
    'test/recall-in-time.test.ts',
    'test/ranking.test.ts',
    'test/hops.test.ts',
    'test/languages.test.ts',
    'test/concurrent-searches.test.ts',
    'test/reindex.test.ts',
    'test/retention.test.ts',
    'test/traces.test.ts',
    'test/redaction.test.ts',
    'test/chat.test.ts',
    'test/feedback.test.ts',
    'test/two-processes.test.ts',
    'test/{spelling,what-holds}.test.ts',
    'test/access/hidden-words.test.ts',
    'test/webhooks/{telling,failures,safety}.test.ts',
  ];
}

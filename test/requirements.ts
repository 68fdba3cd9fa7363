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
    row: 'T2',
    promise:
      'A webhook is told of every acknowledged write in the end, whatever is killed meanwhile.',
    test: 'test/webhooks/crash.test.ts',
    title: 'webhooks and kill -9 (T2, T9)',
  },
  {
    row: 'T2',
    promise: 'What a webhook is sent can be verified by any library of Standard Webhooks.',
    test: 'test/webhooks/telling.test.ts',
    title: 'ids and the event, signed as Standard Webhooks has it',
  },
  {
    row: 'T2',
    promise:
      'A webhook leads to no address inside that is not named, and its secret is answered once.',
    test: 'test/webhooks/safety.test.ts',
    title: 'what webhooks give away (T2, DESIGN 12)',
  },
  {
    row: 'D5',
    promise: 'Access rules hold on every path alike: what a query answers is what the rules say.',
    test: 'test/access/rules-property.test.ts',
    title: 'access rules on every path (D5)',
  },
  {
    row: 'D5',
    promise: 'A memory that a rule denies is told of by no route, whichever there are.',
    test: 'test/access/routes.test.ts',
    title: 'a memory that a rule denies is nowhere (D5)',
  },
  {
    row: 'D6',
    promise: 'Who read or wrote a memory, when and for what query, is told.',
    test: 'test/access/log.test.ts',
    title: 'the access log (D6)',
  },
  {
    row: 'C7',
    promise: 'Memories added, searches and their average score are counted by user and day.',
    test: 'test/access/log.test.ts',
    title: 'stats by day (C7, D2)',
  },
  {
    row: 'D7',
    promise:
      'Who has changed keys, rules, settings or much at once is noted before it begins, and holds nothing that an erasure takes out.',
    test: 'test/audit.test.ts',
    title: 'who has changed what (D7, A10)',
  },
  {
    row: 'D7',
    promise:
      'Settings over HTTP tell their value and origin, no secret, and open nothing of the machine.',
    test: 'test/api/operate.test.ts',
    title: 'the settings over HTTP (D7)',
  },
  {
    row: 'D7',
    promise: 'The log of the server is seen while it is written, without keys.',
    test: 'test/api/operate.test.ts',
    title: 'the log over HTTP (D7)',
  },
  {
    row: 'D7',
    promise: 'Who is connected is shown, by transport and app.',
    test: 'test/access/log.test.ts',
    title: 'who is connected (D7)',
  },
  {
    row: 'T2',
    promise: "mem0's clients work with their code unchanged: every everyday method, every version.",
    test: 'test/dialects/mem0/memories.test.ts',
    title: 'routes of mem0 for memories (T2)',
  },
  {
    row: 'T2',
    promise: "mem0's filters answer as they are documented, in both spellings.",
    test: 'test/dialects/mem0/filters.test.ts',
    title: 'in both spellings, in lists and in searches',
  },
  {
    row: 'T2',
    promise: "mem0's exports by a schema are filled from memories alone, with a model or without.",
    test: 'test/forms.test.ts',
    title: 'forms without a model (T2)',
  },
  {
    row: 'T4',
    promise: "No key gets anything of another project or user through mem0's routes.",
    test: 'test/dialects/mem0/keys.test.ts',
    title: 'tell a key of another project nothing',
  },
  {
    row: 'D5',
    promise: 'A paused app neither reads nor writes, at any door.',
    test: 'test/api/apps.test.ts',
    title: 'a paused app at every door (D5)',
  },
  {
    row: 'D3',
    promise:
      'What is changed in bulk is exactly what was named, with its reason, and is undone as one.',
    test: 'test/states.test.ts',
    title: 'states in bulk (D3)',
  },
  {
    row: 'D3',
    promise:
      'What was paused, archived or deleted with many others and comes back is found and ranks as before.',
    test: 'test/many-states.test.ts',
    title: 'many states at once (D3)',
  },
  {
    row: 'D3',
    promise: 'Archive policies run each night by themselves; a dry run changes nothing.',
    test: 'test/policies.test.ts',
    title: 'archive policies (D3)',
  },
  {
    row: 'T4',
    promise:
      'What a batch did is taken back, by batch, source or time; what anybody changed since stays.',
    test: 'test/undo/random.test.ts',
    title: 'leaves what nobody touched as if it had not been',
  },
  {
    row: 'D8',
    promise: 'An import is undone whole, with what was drawn from it.',
    test: 'test/undo/undo.test.ts',
    title: 'undo of an import (D8)',
  },
  {
    row: 'T8',
    promise:
      'Whatever a model says, nothing less trusted ends what the user said, and no wall is crossed.',
    test: 'test/reconcile/reconciler.test.ts',
    title: 'what becomes of something new beside what is kept (T4, T8)',
  },
  {
    row: 'T3',
    promise:
      'A model that fails loses no word: statements stay found under their ids, the job is tried again or parked.',
    test: 'test/extract/failures.test.ts',
    title: 'when the model fails (T3, T4)',
  },
  {
    row: 'T3',
    promise: 'What a model draws quotes its source; what quotes nobody is refused.',
    test: 'test/extract/draw.test.ts',
    title: 'what is drawn (B3, T3)',
  },
  {
    row: 'T9',
    promise:
      'A kill while memories are drawn makes nothing twice and leaves no job without an end.',
    test: 'test/extract/crash.test.ts',
    title: 'drawing through faults and kill -9',
  },
  {
    row: 'T8',
    promise: 'What is trusted less never replaces what is trusted more, whatever a model says.',
    test: 'test/extract/plan-drawn.test.ts',
    title: 'what becomes of what was drawn (T4, T8)',
  },
  {
    row: 'T7',
    promise: 'Memories stand along time, as they are or as they were believed on a day.',
    test: 'test/timeline.test.ts',
    title: 'memories along time (T7)',
  },
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
    row: 'T8',
    promise:
      'A page that speaks to the assistant is held back, and replaces nothing that a user said.',
    test: 'test/gate/trust.test.ts',
    title: 'poisons nothing',
  },
  {
    row: 'T8',
    promise: 'What is held back waits for a person, who accepts or rejects it.',
    test: 'test/gate/reviews.test.ts',
    title: 'reviews (T8)',
  },
  {
    row: 'T8',
    promise: 'Junk among what a model draws makes no memory, and what only looks like it does.',
    test: 'test/gate/junk.test.ts',
    title: 'junk among what is drawn (T8)',
  },
  {
    row: 'D4',
    promise: 'Categories are given without a model, by rules that can be read.',
    test: 'test/gate/categories.test.ts',
    title: 'categories by rules (D4)',
  },
  {
    row: 'D11',
    promise: 'Pictures and sounds are told by a model, and their file goes with their words.',
    test: 'test/documents/media.test.ts',
    title: 'pictures and sounds (D11, B7)',
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
    row: 'B2',
    promise:
      'A summary rests on what it sums up and cites it; it takes what a person said and nothing else.',
    test: 'test/consolidate.test.ts',
    title: 'summaries of what belongs together (B2)',
  },
  {
    row: 'C10',
    promise: 'Relations are found with words of both memories, kept, and can be walked.',
    test: 'test/consolidate.test.ts',
    title: 'relations between memories (C10)',
  },
  {
    row: 'T2',
    promise: 'A node or edge of the graph shows to those only who may read a memory behind it.',
    test: 'test/graph.test.ts',
    title: 'shows a node and an edge to those only who may read a memory behind it (T2)',
  },
  {
    row: 'B2',
    promise: 'Working, long-term and user memory are shown as a tree.',
    test: 'test/tree.test.ts',
    title: 'the tree (B2)',
  },
  {
    row: 'C2',
    promise: 'A profile is read without a model, and each part names the memories it comes from.',
    test: 'test/profile.test.ts',
    title: 'a profile without a model (C2, T1)',
  },
  {
    row: 'DESIGN 13',
    promise: 'Erasing a part takes its words out of summaries and profiles.',
    test: 'test/consolidate.test.ts',
    title: 'go with every byte when a part is erased (DESIGN 13)',
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
    promise: 'One who hands in thousands of jobs does not hold up those of others.',
    test: 'src/testing/jobs-turns.ts',
    title: 'lets everybody have a turn, however many jobs one has handed in',
  },
  {
    row: 'T9',
    promise:
      'A spent budget holds jobs up until it is renewed; none is lost, and no try is counted.',
    test: 'test/job-queue.test.ts',
    title: 'pauses the kind until it is renewed, and counts no try',
  },
  {
    row: 'B8',
    promise: 'What holds jobs up, and whose jobs wait, can be seen; what has failed runs again.',
    test: 'test/job-queue.test.ts',
    title: 'runs all again that was parked, each with its id and payload',
  },
  {
    row: 'C4',
    promise:
      'In a batch of many users, one whose items are refused takes none of the others along.',
    test: 'test/ingest.test.ts',
    title: 'keeps 1,000 items of 50 users though all of one user are refused (B8)',
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
  {
    row: 'B6',
    promise: 'A chat answers from memory, and cites nothing that it was not shown.',
    test: 'test/chat.test.ts',
    title: 'answers from memory with citations that were shown, and takes out the others',
  },
  {
    row: 'B6',
    promise:
      'A hard question is taken apart, and its parts are answered each from its own memories.',
    test: 'test/chat.test.ts',
    title: 'answers each part with its own memories and keeps the citations',
  },
  {
    row: 'T3',
    promise: 'What the user says in a chat is kept, whatever becomes of the answer.',
    test: 'test/chat.test.ts',
    title: 'keeps what the user said when the model fails, and says so',
  },
  {
    row: 'B10',
    promise: 'Feedback changes many memories only as its preview showed.',
    test: 'test/feedback.test.ts',
    title: 'is refused without a preview, and when things have changed since',
  },
  {
    row: 'T3',
    promise: 'What models, people and files have added to a memory is erased with it.',
    test: 'test/erase.test.ts',
    title: 'of what models, people and files have added to it',
  },
  {
    row: 'B12',
    promise:
      'Whatever a language model answers ends in a value of the shape, or in an error that says why.',
    test: 'test/models/structured.test.ts',
    title: 'structured output (B12)',
  },
  {
    row: 'B8',
    promise:
      'No more is asked of a language model in a day than is allowed, by all processes together.',
    test: 'test/models/metered.test.ts',
    title: 'the budget of a day (B8)',
  },
  {
    row: 'D1',
    promise: "OpenMemory's MCP addresses serve its five tools to clients of 2024, 2025 and 2026.",
    test: 'test/dialects/openmemory/mcp.test.ts',
    title: 'remembers, finds, lists and forgets in the name of the URL',
  },
  {
    row: 'D2',
    promise: "OpenMemory's REST is served in its shapes, each route as it was.",
    test: 'test/dialects/openmemory/memories.test.ts',
    title: 'is a page, at %s',
  },
  {
    row: 'D3',
    promise: "States change by id, app, category or user, and of nobody else's memories.",
    test: 'test/dialects/openmemory/states.test.ts',
    title: 'change for all of one user, and nobody else',
  },
  {
    row: 'D5',
    promise: "No route of OpenMemory's gives what lies beyond the key.",
    test: 'test/dialects/openmemory/keys.test.ts',
    title: 'give nobody what is beyond the key',
  },
  {
    row: 'A10',
    promise: 'A backup that is taken while others write restores to a state that existed.',
    test: 'test/backup/backup.test.ts',
    title: 'taken while others write restores to a state that existed',
  },
  {
    row: 'A10',
    promise: 'What has the name of a backup is whole, also after kill -9.',
    test: 'test/backup/kept.test.ts',
    title: 'leaves nothing under a final name that is not whole',
  },
  {
    row: 'A10',
    promise: 'An archive that is cut off or changed is refused, and changes nothing.',
    test: 'test/backup/backup.test.ts',
    title: 'refuses what is cut off or changed anywhere, and changes nothing',
  },
  {
    row: 'T10',
    promise: 'What was erased does not come back with a backup that is restored over the store.',
    test: 'test/backup/backup.test.ts',
    title: 'does not bring back what was erased since',
  },
  {
    row: 'D8',
    promise: 'A copy of the data directory is served at another path.',
    test: 'test/backup/portable.test.ts',
    title: 'a closed one is served from a copy of its files at another path',
  },
  {
    row: 'D10',
    promise: 'It starts at login, and what was there before stays.',
    test: 'test/install/service.test.ts',
    title: 'starting at login (D10)',
  },
  {
    row: 'D8',
    promise: 'An export brought in again loses nothing, and the same file adds nothing twice.',
    test: 'test/exchange/jsonl.test.ts',
    title: 'own export, brought in again (D8)',
  },
  {
    row: 'T2',
    promise: 'A zip of OpenMemory is brought in and written again without loss, field by field.',
    test: 'test/exchange/openmemory.test.ts',
    title: 'the zip of OpenMemory (D8, T2)',
  },
  {
    row: 'T2',
    promise:
      "What mem0's platform remembers is brought in with ids, times, names, metadata and history, and nothing is written there.",
    test: 'test/exchange/mem0/platform.test.ts',
    title: 'import from the platform of mem0 (T2)',
  },
  {
    row: 'T2',
    promise: "So are its stores: SQLite, Qdrant and pgvector, in Python's layout and TypeScript's.",
    test: 'test/exchange/mem0/stores.test.ts',
    title: 'import from SQLite files of mem0 (T2)',
  },
  {
    row: 'T2',
    promise:
      "A one-file client for Python sends what mem0's own client sends, and tells errors by its names.",
    test: 'test/dialects/mem0/python-client.test.ts',
    title: 'the one-file client of Python (T2)',
  },
  {
    row: 'T11',
    promise:
      'mem0, server-memory, Markdown, ChatGPT, Claude and MemOS: what they remember is brought in.',
    test: 'test/exchange/formats.test.ts',
    title: 'conversations (T11)',
  },
  {
    row: 'D8',
    promise: 'Exports and imports reach no further than the key and the access rules.',
    test: 'test/exchange/doors.test.ts',
    title: 'a key reaches no further in exports and imports',
  },
  {
    row: 'D8',
    promise:
      'An encrypted export of chosen memories holds these alone, and opens with its passphrase alone.',
    test: 'test/exchange/sealed.test.ts',
    title: 'holds what was chosen, unreadable',
  },
  {
    row: 'D5',
    promise:
      'Access rules that go along in an export bind there as here, and access controls of OpenMemory do.',
    test: 'test/exchange/rules.test.ts',
    title: 'go along where that is asked for, and bind there as here',
  },
  {
    row: 'D8',
    promise: 'Vectors that go along in an export are not asked of the model again.',
    test: 'test/exchange/vectors.test.ts',
    title: 'no model is asked for them again',
  },
  {
    row: 'D8',
    promise:
      "Of another store's backup nothing is taken over unasked that says who may do what, or that happens by itself.",
    test: 'test/backup/foreign.test.ts',
    title: 'brings its memories, and neither who may do what nor what happens by itself',
  },
  {
    row: 'D9',
    promise:
      'Backups of PostgreSQL restore into a data directory and into PostgreSQL, and come and rotate by themselves.',
    test: 'test/postgres/backup.test.ts',
    title: 'come by themselves when they are due, and rotate',
  },
  {
    row: 'D9',
    promise: 'The targets that OpenMemory has for make are there.',
    test: 'test/makefile.test.ts',
    title: 'is there, and is called as Tulving has it',
  },
  {
    row: 'D2',
    promise:
      'Every route of OpenMemory answers in its shape, refuses in its words, and changes nothing else.',
    test: 'test/dialects/openmemory/scenarios.test.ts',
    title: 'answers in its shape, and changes what it says alone',
  },
  {
    row: 'D6',
    promise:
      'A client on standard input shows among the connections, and is gone when it ends or is killed.',
    test: 'test/mcp/present.test.ts',
    title: 'shows itself with its app, and is gone when it ends or is killed',
  },
  {
    row: 'C6',
    promise:
      'Memories are found by conversation, category, tag, time and metadata, alone and together.',
    test: 'test/filters.test.ts',
    title: 'filters in search and list (T4, C6)',
  },
];

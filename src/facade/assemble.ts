import type { Documents } from './documents.js';
import { Keys } from '../access/keys.js';
import { AccessLog } from '../access/log/access-log.js';
import { AccessRecorder } from '../access/log/recorder.js';
import { RuleBooks } from '../access/rule-books.js';
import { AccessRules } from '../access/rules.js';
import { Backups, type BackupSettings } from './backups.js';
import { Attachments } from './attachments.js';
import { Users } from './users.js';
import { Categories } from './categories.js';
import { Corrector } from './corrector.js';
import { Cubes } from './cubes.js';
import { Doubts } from './doubts.js';
import { Reviews } from './reviews.js';
import { Adder } from './adder.js';
import { Apps } from './apps.js';
import { Audit } from './audit.js';
import { audited } from './audited.js';
import { Batches } from './batches.js';
import { Counts } from './counts.js';
import { Events } from '../events/events.js';
import { Exchange } from './exchange/exchange.js';
import { createExtraction, type ExtractSettings } from './extract/create-extraction.js';
import type { Extraction } from './extract/extraction.js';
import { Chat } from './chat.js';
import { Feedback } from './feedback.js';
import { Finder } from './finder.js';
import { Forms } from './forms.js';
import { organise, type Organised } from './organise.js';
import { Categoriser } from '../ingest/categorise/categoriser.js';
import type { Gate } from '../ingest/gate/gate.js';
import type { Indexer } from '../ingest/indexer.js';
import { ModelReconciler } from '../ingest/reconcile/model-reconciler.js';
import type { Reconciler } from '../ingest/reconcile/reconciler.js';
import { findSecrets, redactValue } from '../ingest/redact.js';
import { redactQuestion, type Redactor } from '../ingest/redact-request.js';
import { Jobs } from '../jobs/jobs.js';
import { Deleter } from '../lifecycle/deleter.js';
import { Editor } from '../lifecycle/editor.js';
import type { EmbedWork } from '../lifecycle/embed-work.js';
import { Eraser } from '../lifecycle/eraser.js';
import { Reindexer } from '../lifecycle/reindexer.js';
import { Retention } from '../lifecycle/retention.js';
import { Scanner } from '../lifecycle/scanner.js';
import { StateChanger } from '../lifecycle/state-changer.js';
import { Vectors } from '../lifecycle/vectors.js';
import type { CategoryPolicy } from '../model/categories.js';
import type { LanguageModels } from '../models/port.js';
import { generateObject } from '../models/structured.js';
import type { NewId } from '../model/ids.js';
import { Undoer } from './undoer.js';
import { Vitals } from './vitals.js';
import type { Clock } from '../model/time.js';
import { Policies } from './policies.js';
import { ProfileForms } from './profile-forms.js';
import { Reader } from './reader.js';
import { Recalls } from './recalls.js';
import { Reindexing } from './reindexing.js';
import type { Gatherer } from '../gatherer.js';
import { States } from './states.js';
import type { Recall } from '../recall/recall.js';
import { neighbourFinder } from './neighbours.js';
import { Sources } from './sources.js';
import { Samples } from './samples.js';
import type { KeptFiles } from '../store/kept-files.js';
import type { Store } from '../store/port.js';
import { Recorder } from '../traces/recorder.js';
import { Traces } from '../traces/traces.js';
import { Timeline } from './timeline.js';
import { UsageReport } from './usage.js';
import { Webhooks } from './webhooks.js';
import { WebhookWork } from './webhook-work.js';
import type { Post } from '../webhooks/courier.js';
import { type WorkParts } from './work.js';

/** What the facade is put together from; see `compose.ts`. */
export interface MemoryParts {
  store: Store;
  indexer: Indexer;
  recall: Recall;
  clock: Clock;
  newId: NewId;
  timezone: string;
  /** How long a memory is kept that says nothing of its own, in ms; 0: for ever. */
  timeToLive: number;
  /** Active memories that one user may have; 0: any number. */
  quota: number;
  redactor: Redactor;
  /** Looks at what is about to be kept. */
  gate: Gate;
  /** Who gives categories to what comes without any. */
  categories: CategoryPolicy;
  documents: Documents;
  /** Files that documents are made of. */
  files: KeptFiles;
  backup: BackupSettings;
  /** How long what is deleted can be restored, in ms. */
  undoWindow: number;
  /** Whether a model makes vectors of what is kept, in this process or in another. */
  embeds?: boolean;
  /** Missing where this process knows no such model. */
  embedWork?: EmbedWork | undefined;
  /** Live memories of a cube above which the store's own index of vectors answers, where it has one. */
  largeCube: number;
  /** What is kept of recent searches, in bytes; 0: nothing. */
  traceBytes: number;
  /** Whether apps that no key fixes are let in where no rule says so. */
  defaultAppAccess: 'allow' | 'deny';
  /** How long reads are noted, in ms; 0: not at all. */
  accessLogKept: number;
  accessLogBytes: number;
  /** Sends to addresses that are told what happens. */
  webhookPost: Post;
  /** Missing where none is configured. */
  models?: LanguageModels | undefined;
  extract: ExtractSettings;
  /** Whether jobs put memories in order each night, where a model is configured. */
  consolidates?: boolean;
}

/** The facade's parts; those with a name of their own are groups of verbs that it shows. */
export interface Held extends MemoryParts, Organised {
  keys: Keys;
  jobs: Jobs;
  traces: Traces;
  events: Events;
  exchange: Exchange;
  samples: Samples;
  vectors: Vectors;
  batches: Batches;
  backups: Backups;
  attachments: Attachments;
  reviews: Reviews;
  cubes: Cubes;
  users: Users;
  categoryNames: Categories;
  sources: Sources;
  forms: Forms;
  profileForms: ProfileForms;
  apps: Apps;
  policies: Policies;
  webhooks: Webhooks;
  webhookWork: WebhookWork;
  states: States;
  /** What is noted beside requests, in the order in which it is written at last. */
  noted: readonly Pick<Gatherer<unknown>, 'flush' | 'onError'>[];
  adder: Adder;
  editor: Editor;
  eraser: Eraser;
  corrector: Corrector;
  deleter: Deleter;
  scanner: Scanner;
  reindexer: Reindexer;
  reindexing: Reindexing;
  undoer: Undoer;
  finder: Finder;
  counts: Counts;
  usage: UsageReport;
  reader: Reader;
  timeline: Timeline;
  chat: Chat;
  feedback: Feedback;
  recorder: Recorder;
  access: AccessRules;
  accessLog: AccessLog;
  accessRecorder: AccessRecorder;
  audit: Audit;
  vitals: Vitals;
  extraction: Extraction;
  /** Missing where no model is configured: then the plain rules of recall apply. */
  reconciler?: Reconciler | undefined;
  work: Omit<WorkParts, 'onError'>;
}

/** Puts the facade together. */
export function assemble(parts: MemoryParts): Held {
  const editor = new Editor(parts);
  const { store, clock, timezone } = parts;
  const keys = new Keys({ keys: store.keys, clock, timezone });
  const jobs = new Jobs({ jobs: store.jobs, clock, timezone });
  const vectors = new Vectors(parts.embedWork);
  const recorder = new Recorder({
    traces: store.traces,
    mostBytes: parts.traceBytes,
    redact: (request) => redactQuestion(request, parts.redactor),
  });
  const apps = new Apps({ ...store, clock, flushLog: () => accessRecorder.noted.flush() });
  const recalls = new Recalls({ policies: store.policies, clock });
  const accessRecorder = new AccessRecorder({
    store,
    clock,
    keptFor: parts.accessLogKept,
    mostBytes: parts.accessLogBytes,
    redact: (query) => redactedQuery(query, parts.redactor),
  });
  const finder = new Finder({ ...parts, recorder, recalls, accessLog: accessRecorder });
  const { memories, removals, log } = store;
  const events = new Events({ log, memories, removals, clock });
  const traces = new Traces({ traces: store.traces, memories, recorder, ask: finder.ask });
  const attachments = new Attachments(parts);
  const books = new RuleBooks(store.rules, parts.defaultAppAccess);
  const access = new AccessRules({ ...parts, books });
  const eraser = new Eraser(store, editor, {
    after: attachments.sweep,
    forgetUser: (user, caller) => access.forgetUser(user, caller),
  });
  const retention = new Retention({ ...parts, editor, eraser });
  const reindexer = new Reindexer(parts);
  const batches = new Batches(store.batches);
  const categoriser = new Categoriser(parts);
  const reconciler = reconcilerOf(parts, finder);
  const drawing = { ...parts, models: parts.models, editor, reconciler };
  const { extraction, work: extract } = createExtraction(drawing);
  const adder = new Adder({
    ...parts,
    editor,
    batches,
    categoriser,
    attachments,
    extraction,
    apps,
  });
  const changer = new StateChanger({ ...parts, editor });
  const policies = new Policies({ ...parts, changer, recalls });
  const { webhookPost: post } = parts;
  const webhookWork = new WebhookWork({ ...parts, books, post });
  const samples = new Samples({
    adder,
    eraser,
    store,
    clock,
    flushTraces: async () => {
      await recorder.noted.flush();
      await accessRecorder.noted.flush();
    },
  });
  const organised = organise(parts, editor);
  const backups = new Backups(parts);
  const reader = new Reader({
    ...parts,
    accessLog: accessRecorder,
    find: (id, caller) => editor.find(id, caller),
    attachmentsOf: (episode) => attachments.of(episode),
    search: finder.unnoted,
  });
  const forms = new Forms({ ...parts, reader, profiles: organised.profiles });
  return audited({
    ...parts,
    ...organised,
    forms,
    profileForms: new ProfileForms(parts),
    keys,
    jobs,
    traces,
    events,
    samples,
    vectors,
    batches,
    backups,
    undoer: new Undoer({ ...parts, editor, batches }),
    attachments,
    reviews: new Reviews({
      store,
      editor,
      extraction,
      doubts: new Doubts({ store, reader, clock }),
    }),
    cubes: new Cubes(parts),
    users: new Users(parts),
    exchange: new Exchange({
      ...parts,
      editor,
      rules: access,
      categoriser,
      extraction,
      accessLog: accessRecorder,
    }),
    categoryNames: new Categories(store),
    sources: new Sources({ ...parts, draws: extract !== undefined }),
    apps,
    policies,
    states: new States({ ...parts, editor, changer, batches, reviews: store.reviews }),
    noted: [recorder.noted, apps.noted, recalls.noted, accessRecorder.noted],
    webhooks: new Webhooks({ ...parts, work: webhookWork, checkUrl: (url) => post.check(url) }),
    webhookWork,
    access,
    accessLog: new AccessLog({
      ...parts,
      find: (id, caller) => editor.find(id, caller, { deletedToo: true }),
      flush: () => accessRecorder.noted.flush(),
    }),
    accessRecorder,
    audit: new Audit(parts),
    editor,
    adder,
    eraser,
    corrector: new Corrector({ ...parts, editor }),
    deleter: new Deleter(changer),
    scanner: new Scanner(store, editor, { find: findSecrets, redact: redactValue }),
    finder,
    counts: new Counts(store, clock),
    usage: new UsageReport({ ...parts, notes: store.notes }),
    reader,
    timeline: new Timeline({ ...parts, accessLog: accessRecorder }),
    chat: new Chat({ ...parts, adder, finder, reader }),
    feedback: new Feedback({ ...parts, editor, finder, traces, recorder }),
    recorder,
    reindexer,
    reindexing: new Reindexing({ ...parts, reindexer }),
    reconciler,
    extraction,
    vitals: new Vitals({ ...parts, reindexer }),
    work: {
      ...parts,
      retention,
      reindexer,
      extract,
      organised,
      forms,
      backups,
      policies,
      webhookWork,
    },
  });
}

function redactedQuery(query: string, redactor: Redactor): { text: string; isWhole: boolean } {
  const { question, found } = redactQuestion({ query }, redactor);
  return { text: String(question['query']), isWhole: found.length === 0 };
}

function reconcilerOf(parts: MemoryParts, { unnoted: search }: Finder): Reconciler | undefined {
  const { models, store, clock, timezone } = parts;
  if (!models) return undefined;
  const neighbours = neighbourFinder({ store, search, clock });
  const { fingerprint } = parts.indexer;
  const generate = generateObject;
  return new ModelReconciler({ models, generate, neighbours, fingerprint, clock, timezone });
}

/** The library: `createMemory()` and the types of what it takes and answers. */
export type { AddOptions, BatchOptions, ByteStream } from './facade/adder.js';
export { restoreBackup, type RestoreOptions, type RestoreReport } from './facade/restore.js';
export { openSource, type SourceOptions } from './facade/exchange/sources/sources.js';
export { createMemory, type MemoryOptions } from './compose.js';
export { type ErrorCode, errorTable, type FieldIssue, TulvingError } from './errors.js';
export type { Memory as TulvingMemory } from './memory.js';
export type { Access } from './model/access.js';
export { type Caller, LOCAL } from './model/caller.js';
export type {
  Backup,
  BackupVerbs,
  ListBackupsResult,
  MadeBackup,
  PruneBackupsRequest,
  PrunedBackups,
} from './model/backups.js';
export type { ChatEvent, ChatMessage, ChatRequest, ChatResult, Citation } from './model/chat.js';
export type {
  FeedbackAction,
  FeedbackChange,
  FeedbackEntry,
  FeedbackPreview,
  FeedbackPreviewRequest,
  FeedbackRequest,
  FeedbackResult,
  FeedbackVerbs,
} from './model/feedback.js';
export type { Job, JobVerbs, ListJobsRequest, ListJobsResult } from './model/job.js';
export type {
  JobsOfUser,
  PausedJobs,
  PauseJobsRequest,
  RerunJobsRequest,
  ResumeJobsRequest,
} from './model/job-pause.js';
export type {
  KeptTrace,
  ListTracesRequest,
  ListTracesResult,
  ReplayOutcome,
  ReplayReport,
  ReplayRequest,
  TracedAnswer,
  TraceVerbs,
} from './model/kept-trace.js';
export { type DocumentType, documentTypes } from './model/documents.js';
export type { Key, KeyVerbs, NewKeyRequest, NewKeyResult, RotateKeyRequest } from './model/key.js';
export type {
  ConsolidateRequest,
  ConsolidateResult,
  ConsolidationVerbs,
  DiaryEntry,
  DiaryRequest,
  DiaryResult,
} from './model/consolidation.js';
export type {
  AroundRequest,
  EntitiesRequest,
  EntitiesResult,
  Entity,
  GraphEdge,
  GraphNode,
  GraphResult,
  GraphVerbs,
  LinksResult,
  PathRequest,
  PathResult,
} from './model/graph.js';
export type { Profile, ProfileRequest } from './model/profile.js';
export type { TreeMemory, TreeRequest, TreeResult } from './model/tree.js';
export type {
  Episode,
  HistoryEntry,
  Hit,
  Memory,
  MemoryKind,
  MemoryState,
  Source,
} from './model/memory.js';
export type {
  AddRequest,
  AddResult,
  BatchOutcome,
  ContextRequest,
  ContextResult,
  DeleteReport,
  DeleteScopeRequest,
  DocumentInput,
  DocumentRequest,
  FileRequest,
  EraseReport,
  GetRequest,
  ListRequest,
  ListResult,
  MergeRequest,
  Message,
  SearchRequest,
  SearchResult,
  UpdateRequest,
} from './model/requests.js';
export {
  createLanguageModel,
  languageModelFromAiSdk,
  type LanguageModelOptions,
  type LanguageModelSettings,
} from './models/language-model.js';
export { embedderFromAiSdk } from './models/embedders/ai-sdk.js';
export {
  createEmbedder,
  type EmbedderOptions,
  type EmbedderSettings,
} from './models/embedders/create.js';
export type {
  Generated,
  GenerateRequest,
  JsonShape,
  LanguageModel,
  Media,
  Reranker,
  Embedder,
  MadeVector,
  Purpose,
} from './models/port.js';
export { rerankerFromAiSdk } from './models/rerankers/ai-sdk.js';
export { createReranker, type RerankerSettings } from './models/rerankers/create.js';
export type { Category, DescribeCategory } from './model/categories.js';
export type {
  KeptCube,
  KeptCubePage,
  KeptUser,
  KeptUserPage,
  ListNamesRequest,
} from './model/kept-names.js';
export type { CubeCategory, CubeSettings, CubeSettingsPatch } from './model/cube-settings.js';
export type { Decision, ListReviewsRequest, ListReviewsResult, Review } from './model/reviews.js';
export type { Scope } from './model/scope.js';
export type { Stats } from './model/stats.js';
export type { Status } from './model/status.js';
export type { Usage, UsageRequest } from './model/usage.js';
export type { ChannelTrace, Trace } from './model/trace.js';

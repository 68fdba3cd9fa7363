/** The shapes that requests and answers have. */
export type {
  ConversationRequest,
  ConversationResult,
  RelatedRequest,
  RelatedResult,
  RevertRequest,
} from '../model/browsing.js';
export type { ChatEvent, ChatMessage, ChatRequest, ChatResult, Citation } from '../model/chat.js';
export type { ConnectClient, ConnectRequest, ConnectResult } from '../model/connect.js';
export type { Event, EventsRequest } from '../model/event.js';
export type {
  FeedbackAction,
  FeedbackEntry,
  FeedbackPreview,
  FeedbackPreviewRequest,
  FeedbackRequest,
  FeedbackResult,
  FeedbackVerbs,
} from '../model/feedback.js';
export type { ExtractReport, ExtractRequest, ExtractVerbs } from '../model/extract.js';
export type { DetailedHealth } from '../model/health.js';
export type { Job, JobVerbs, ListJobsRequest, ListJobsResult } from '../model/job.js';
export type {
  JobsOfUser,
  PausedJobs,
  PauseJobsRequest,
  RerunJobsRequest,
  ResumeJobsRequest,
} from '../model/job-pause.js';
export type { Key, KeyVerbs, NewKeyRequest, NewKeyResult, RotateKeyRequest } from '../model/key.js';
export type {
  KeptTrace,
  ListTracesRequest,
  ListTracesResult,
  ReplayOutcome,
  ReplayReport,
  ReplayRequest,
  TracedAnswer,
  TraceVerbs,
} from '../model/kept-trace.js';
export type { Episode, HistoryEntry, Hit, Memory, Source } from '../model/memory.js';
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
  EraseReport,
  FileRequest,
  GetRequest,
  ListRequest,
  ListResult,
  MergeRequest,
  Message,
  SearchRequest,
  SearchResult,
  UpdateRequest,
} from '../model/requests.js';
export type {
  AccessEntry,
  AccessLogVerbs,
  AccessPage,
  ListAccessRequest,
  StatsDays,
  StatsDaysRequest,
} from '../model/access-log.js';
export type { Connection } from '../model/connections.js';
export type {
  AccessExplained,
  AccessVerbs,
  ExplainAccess,
  NewRule,
  Rule,
  RuleList,
} from '../model/rules.js';
export type { Category, CategoryVerbs, DescribeCategory } from '../model/categories.js';
export type {
  CubeCategory,
  CubeSettings,
  CubeSettingsPatch,
  CubeVerbs,
} from '../model/cube-settings.js';
export type { Doubt, Doubted, ListDoubtsRequest, ListDoubtsResult } from '../model/doubt.js';
export type {
  Decision,
  ListReviewsRequest,
  ListReviewsResult,
  Review,
  ReviewVerbs,
} from '../model/reviews.js';
export type {
  ConsolidateRequest,
  ConsolidateResult,
  ConsolidationVerbs,
  DiaryEntry,
  DiaryRequest,
  DiaryResult,
} from '../model/consolidation.js';
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
} from '../model/graph.js';
export type { Profile, ProfileRequest } from '../model/profile.js';
export type { TreeMemory, TreeRequest, TreeResult } from '../model/tree.js';
export type { Scope } from '../model/scope.js';
export type {
  AddSamplesRequest,
  RemoveSamplesRequest,
  SamplesResult,
  SampleVerbs,
} from '../model/samples.js';
export type { Session, SessionVerbs, SignInRequest } from '../model/session.js';
export type { AccessedPage, App, AppList, AppVerbs, ListAccessedRequest } from '../model/apps.js';
export type {
  KeptCube,
  KeptCubePage,
  KeptUser,
  KeptUserPage,
  ListNamesRequest,
  UserVerbs,
} from '../model/kept-names.js';
export type {
  ChangePolicyRequest,
  NewPolicyRequest,
  Policy,
  PolicyCriteria,
  PolicyRun,
  PolicyVerbs,
  RunPoliciesRequest,
  RunPoliciesResult,
} from '../model/policies.js';
export type {
  ChangeWebhookRequest,
  ListDeliveriesRequest,
  ListDeliveriesResult,
  NewWebhookRequest,
  NewWebhookResult,
  ReplayDeliveriesRequest,
  ReplayedDeliveries,
  RotateWebhookRequest,
  Webhook,
  WebhookDelivery,
  WebhookEvent,
  WebhookFilters,
  WebhookTest,
  WebhookVerbs,
} from '../model/webhooks.js';
export type { SetStateRequest, SetStateResult } from '../model/states.js';
export type { Stats } from '../model/stats.js';
export type { Status } from '../model/status.js';
export type { Trace } from '../model/trace.js';
export type {
  Batch,
  BatchDetail,
  BatchVerbs,
  ListBatchesRequest,
  ListBatchesResult,
  UndoRequest,
  UndoResult,
} from '../model/undo.js';
export type { Usage, UsageRequest } from '../model/usage.js';
export type { ExchangeVerbs, ImportOptions } from './exchange.js';
export type { ExportRequest, ImportReport, ImportRequest } from '../model/exchange.js';
export type {
  DensityRequest,
  DensityResult,
  TimelineEntry,
  TimelineRequest,
  TimelineResult,
  TimelineVerbs,
} from '../model/timeline.js';
export type {
  Backup,
  BackupVerbs,
  ListBackupsResult,
  MadeBackup,
  PrunedBackups,
  RestorePreview,
  RestoreRequest,
} from '../model/backups.js';
export type { AuditEntry, AuditGroup, AuditVerbs, ListAuditRequest } from '../model/audit.js';
export type {
  ListLogRequest,
  ListLogResult,
  LogLevel,
  LogLine,
  LogVerbs,
} from '../model/log-lines.js';
export type {
  ConfiguredModel,
  ModelKind,
  ModelList,
  ModelVerbs,
  TestedModel,
} from '../model/model-desk.js';
export type { ReindexEstimate, ReindexVerbs, RequestReindexRequest } from '../model/reindex.js';
export type {
  ServerSetting,
  ServerSettings,
  ServerSettingVerbs,
} from '../model/server-settings.js';

import type { Command } from './command.js';
import { access } from './commands/access.js';
import { add } from './commands/add.js';
import { audit } from './commands/audit.js';
import { backup } from './commands/backup.js';
import { apps } from './commands/apps.js';
import { batches } from './commands/batches.js';
import { chat } from './commands/chat.js';
import { completionOf } from './commands/completion.js';
import { connections } from './commands/connections.js';
import { consolidate } from './commands/consolidate.js';
import { context } from './commands/context.js';
import { copy } from './commands/copy.js';
import { cubes } from './commands/cubes.js';
import { deleteMemories } from './commands/delete.js';
import { doctor } from './commands/doctor.js';
import { erase } from './commands/erase.js';
import { evaluate } from './commands/eval.js';
import { exportMemories } from './commands/export.js';
import { extract } from './commands/extract.js';
import { feedback } from './commands/feedback.js';
import { get } from './commands/get.js';
import { graph } from './commands/graph.js';
import { history } from './commands/history.js';
import { jobs } from './commands/jobs.js';
import { keys } from './commands/keys.js';
import { importMemories } from './commands/import.js';
import { list } from './commands/list.js';
import { install } from './commands/install.js';
import { mcp } from './commands/mcp.js';
import { merge } from './commands/merge.js';
import { models } from './commands/models.js';
import { migrate } from './commands/migrate.js';
import { policies } from './commands/policies.js';
import { profile } from './commands/profile.js';
import { reindex } from './commands/reindex.js';
import { replay } from './commands/replay.js';
import { restore } from './commands/restore.js';
import { review } from './commands/review.js';
import { scan } from './commands/scan.js';
import { search } from './commands/search.js';
import { serve } from './commands/serve.js';
import { service } from './commands/service.js';
import { state } from './commands/state.js';
import { stats } from './commands/stats.js';
import { status } from './commands/status.js';
import { traces } from './commands/traces.js';
import { undo } from './commands/undo.js';
import { timeline } from './commands/timeline.js';
import { tree } from './commands/tree.js';
import { uninstall } from './commands/uninstall.js';
import { users } from './commands/users.js';
import { update } from './commands/update.js';
import { webhooks } from './commands/webhooks.js';

/** In the order of the help. They load what they need only when they run. */
export const commands: readonly Command[] = [
  serve,
  mcp,
  install,
  uninstall,
  service,
  add,
  search,
  context,
  chat,
  feedback,
  get,
  list,
  update,
  deleteMemories,
  restore,
  state,
  merge,
  erase,
  history,
  batches,
  undo,
  status,
  stats,
  timeline,
  tree,
  graph,
  profile,
  consolidate,
  review,
  cubes,
  users,
  apps,
  policies,
  webhooks,
  keys,
  access,
  audit,
  connections,
  jobs,
  extract,
  models,
  doctor,
  scan,
  reindex,
  migrate,
  copy,
  backup,
  exportMemories,
  importMemories,
  traces,
  replay,
  evaluate,
  completionOf(() => commands),
];

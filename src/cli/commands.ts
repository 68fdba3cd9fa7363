import type { Command } from './command.js';
import { add } from './commands/add.js';
import { completionOf } from './commands/completion.js';
import { context } from './commands/context.js';
import { copy } from './commands/copy.js';
import { deleteMemories } from './commands/delete.js';
import { doctor } from './commands/doctor.js';
import { erase } from './commands/erase.js';
import { evaluate } from './commands/eval.js';
import { get } from './commands/get.js';
import { history } from './commands/history.js';
import { jobs } from './commands/jobs.js';
import { keys } from './commands/keys.js';
import { list } from './commands/list.js';
import { install } from './commands/install.js';
import { mcp } from './commands/mcp.js';
import { merge } from './commands/merge.js';
import { models } from './commands/models.js';
import { migrate } from './commands/migrate.js';
import { reindex } from './commands/reindex.js';
import { replay } from './commands/replay.js';
import { restore } from './commands/restore.js';
import { scan } from './commands/scan.js';
import { search } from './commands/search.js';
import { serve } from './commands/serve.js';
import { stats } from './commands/stats.js';
import { status } from './commands/status.js';
import { traces } from './commands/traces.js';
import { uninstall } from './commands/uninstall.js';
import { update } from './commands/update.js';

/** In the order of the help. They load what they need only when they run. */
export const commands: readonly Command[] = [
  serve,
  mcp,
  install,
  uninstall,
  add,
  search,
  context,
  get,
  list,
  update,
  deleteMemories,
  restore,
  merge,
  erase,
  history,
  status,
  stats,
  keys,
  jobs,
  models,
  doctor,
  scan,
  reindex,
  migrate,
  copy,
  traces,
  replay,
  evaluate,
  completionOf(() => commands),
];

import { TulvingError } from '../errors.js';
import type { Words } from '../settings.js';
import type { Client } from './client.js';
import {
  applyInstall,
  diffOf,
  HandMadeEntryError,
  type Installer,
  type Plan,
  planInstall,
} from './install.js';
import { Ledger } from './ledger.js';
import type { World } from './world.js';

export interface InstallOutcome {
  client: string;
  title: string;
  path: string;
  status: Plan['status'] | 'failed';
  /** What changed, without secrets. */
  diff: string;
  /** The file as it was before Tulving came. */
  copy: string | null;
  warnings: readonly string[];
  next: Words;
  failure?: TulvingError;
  /** It failed only because somebody wrote the entry by hand: it may be written over if he says so. */
  isHandMade?: boolean;
}

export interface InstallRequest extends Omit<Installer, 'ledger'> {
  /** Those to install into. */
  chosen: readonly Client[];
  dryRun: boolean;
}

/** One client after the other: where one fails, the others go on. */
export async function runInstall(request: InstallRequest, world: World): Promise<InstallOutcome[]> {
  if (request.chosen.length === 0) return [];
  if (request.dryRun) return installAll(request, Ledger.read(world));
  return Ledger.change(world, (ledger) => installAll(request, ledger));
}

async function installAll(request: InstallRequest, ledger: Ledger): Promise<InstallOutcome[]> {
  const outcomes: InstallOutcome[] = [];
  for (const client of request.chosen) outcomes.push(await installOne(client, request, ledger));
  return outcomes;
}

async function installOne(
  client: Client,
  { dryRun, clients, wanted, machine, overwrite = false }: InstallRequest,
  ledger: Ledger,
): Promise<InstallOutcome> {
  const { id, title, next } = client;
  const installer = { clients, wanted, machine, overwrite, ledger };
  try {
    const plan = planInstall(client, installer);
    const diff = await diffOf(plan);
    const copy = dryRun ? null : applyInstall(plan, installer);
    const { status, warnings, file } = plan;
    return { client: id, title, path: file.path, status, diff, copy, warnings, next };
  } catch (error) {
    if (!TulvingError.isInstance(error)) throw error;
    const path = client.file(wanted)?.path ?? '';
    return {
      client: id,
      title,
      path,
      status: 'failed',
      diff: '',
      copy: null,
      warnings: [],
      next,
      failure: error,
      isHandMade: error instanceof HandMadeEntryError,
    };
  }
}

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import { TulvingError } from '../../errors.js';
import { machineOf } from '../machine.js';
import type { World } from '../world.js';
import { launchd } from './launchd.js';
import { type Command, MARK, type ServiceManager, type ServiceSpec } from './service-manager.js';
import { systemd } from './systemd.js';
import { taskScheduler } from './task-scheduler.js';

const managers: Readonly<Partial<Record<NodeJS.Platform, ServiceManager>>> = {
  linux: systemd,
  darwin: launchd,
  win32: taskScheduler,
};

export interface ServiceRequest {
  /** Absolute. */
  data: string;
  host: string;
  port: number;
  user: string;
}

/** What would be written, or was. */
export interface ServicePlan {
  manager: string;
  path: string;
  content: string;
  commands: readonly Command[];
  logs: string;
  note: string | undefined;
}

export interface ServiceStatus {
  manager: string;
  path: string;
  installed: boolean;
  running: boolean;
  logs: string;
}

export function planService(world: World, request: ServiceRequest): ServicePlan {
  const manager = managerOf(world);
  const { name, path, logs, start, note } = manager;
  return {
    manager: name,
    path: path(world),
    content: manager.content(specOf(world, request), world),
    commands: start(world),
    logs: logs(world),
    note,
  };
}

/**
 * Starts the server now and at each login. Done again, it takes the place of what was there.
 *
 * @throws TulvingError service_failed; then the file is taken away again
 */
export function installService(world: World, request: ServiceRequest): ServicePlan {
  const manager = managerOf(world);
  const plan = planService(world, request);
  refuseForeign(manager, plan.path);
  const wasThere = existsSync(plan.path);
  for (const folder of [dirname(plan.path), ...manager.folders(world)]) {
    mkdirSync(folder, { recursive: true });
  }
  if (wasThere) for (const command of manager.stop(world)) run(world, command);
  writeFileSync(plan.path, plan.content, { encoding: manager.encoding });
  try {
    for (const command of plan.commands) must(world, manager, command);
  } catch (error) {
    rmSync(plan.path, { force: true });
    throw error;
  }
  return plan;
}

export function serviceStatus(world: World): ServiceStatus {
  const manager = managerOf(world);
  const path = manager.path(world);
  return {
    manager: manager.name,
    path,
    installed: existsSync(path),
    running: run(world, manager.running(world)).status === 0,
    logs: manager.logs(world),
  };
}

/** Its file, if it was installed. */
export function serviceFile(world: World): string | undefined {
  const manager = managers[world.platform];
  const path = manager?.path(world);
  return path !== undefined && existsSync(path) && isOurs(manager, path) ? path : undefined;
}

/** What it has written, where that is a file of its own. */
export function serviceLog(world: World): string | undefined {
  const path = managers[world.platform]?.logs(world);
  return path !== undefined && isAbsolute(path) && existsSync(path) ? path : undefined;
}

/** @returns whether there was one */
export function uninstallService(world: World): boolean {
  const manager = managerOf(world);
  const path = manager.path(world);
  if (!existsSync(path)) return false;
  refuseForeign(manager, path);
  for (const command of manager.stop(world)) run(world, command);
  rmSync(path);
  for (const command of manager.afterwards) run(world, command);
  return true;
}

function managerOf({ platform }: World): ServiceManager {
  const found = managers[platform];
  if (found) return found;
  throw new TulvingError(
    'service_failed',
    `Nothing is known of starting at login on ${platform}.`,
    {
      remedy: 'Have your system run `tulving serve`.',
    },
  );
}

/** The environment of now is not that of a login: what is not told here stands in the data directory. */
function specOf(world: World, { data, host, port, user }: ServiceRequest): ServiceSpec {
  const given = ['serve', '--data', data, '--host', host, '--port', String(port)];
  return { ...machineOf(world), arguments: given, user };
}

function refuseForeign(manager: ServiceManager, path: string): void {
  if (!existsSync(path) || isOurs(manager, path)) return;
  throw new TulvingError('service_failed', `${path} was not made by Tulving, and stays.`, {
    remedy: 'Look at it, and remove it yourself.',
  });
}

function isOurs(manager: ServiceManager | undefined, path: string): boolean {
  return readFileSync(path, manager?.encoding).includes(MARK);
}

function must(world: World, { name }: ServiceManager, command: Command): void {
  const { status, reason } = run(world, command);
  if (status === 0) return;
  const detail = `${name} did not take it: ${command.join(' ')}: ${reason}`;
  throw new TulvingError('service_failed', detail);
}

function run(
  { env }: World,
  [program, ...given]: Command,
): { status: number | null; reason: string } {
  const { status, stderr, error } = spawnSync(program, given, { encoding: 'utf8', env });
  return { status, reason: error?.message ?? (stderr || `it ended with ${status}`).trim() };
}

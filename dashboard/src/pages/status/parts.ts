import type { DetailedHealth } from 'tulving/client';

type Components = DetailedHealth['components'];
export type HealthState = DetailedHealth['status'];

export interface Figure {
  /** `status:figure.<name>`. */
  name: string;
  value: string | number;
  unit?: 'bytes' | 'milliseconds';
}

export interface Part {
  name: keyof Components;
  status: HealthState;
  /** In the words of the server. */
  cause: string | undefined;
  figures: readonly Figure[];
}

/** Those that the server has, with what each tells beside its state. */
export function partsOf({ store, index, embedder, reranker, jobs, disk }: Components): Part[] {
  return [
    part('store', store, [
      figure('engine', store.engine),
      figure('latency', store.latency_ms, 'milliseconds'),
      figure('bytes', store.bytes, 'bytes'),
    ]),
    part('index', index, [figure('memories', index.memories), figure('outdated', index.outdated)]),
    part('embedder', embedder, [
      figure('model', embedder.model),
      figure('network', embedder.network ? 'service' : 'here'),
      figure('vectors_pending', embedder.vectors_pending),
    ]),
    ...(reranker ? [part('reranker', reranker, [figure('model', reranker.model)])] : []),
    part('jobs', jobs, [
      figure('worker', jobs.worker ? 'yes' : 'no'),
      figure('running', jobs.running),
      figure('waiting', jobs.waiting),
      figure('parked', jobs.parked),
    ]),
    ...(disk ? [part('disk', disk, [figure('free', disk.free_bytes, 'bytes')])] : []),
  ];
}

type Told = { status: HealthState; cause?: string | undefined };

function part(name: Part['name'], { status, cause }: Told, figures: Figure[][]): Part {
  return { name, status, cause, figures: figures.flat() };
}

/** None where the server does not know it. */
function figure(name: string, value: string | number | undefined, unit?: Figure['unit']): Figure[] {
  return value === undefined ? [] : [{ name, value, ...(unit && { unit }) }];
}

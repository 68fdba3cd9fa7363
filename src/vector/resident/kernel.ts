import { kernelBinary } from './kernel-binary.js';

export const PAGE_BYTES = 65_536;

/** The functions of `kernel.wat`, on a memory of their own. */
export interface Kernel {
  score: (
    rows: number,
    scales: number,
    query: number,
    out: number,
    count: number,
    width: number,
  ) => void;
  dot: (row: number, query: number, width: number) => number;
}

let compiled: WebAssembly.Module | undefined;

export function newMemory(bytes: number): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
}

export function kernelOn(memory: WebAssembly.Memory): Kernel {
  compiled ??= new WebAssembly.Module(Buffer.from(kernelBinary, 'base64'));
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  return exports as unknown as Kernel;
}

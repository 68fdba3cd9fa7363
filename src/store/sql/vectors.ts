import type { IndexedVector } from '../change-set.js';

export function bytesOf(array: Int8Array | Float32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

export function int8Of(bytes: Uint8Array): Int8Array {
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Copied, because the bytes need not lie where a Float32Array may begin. */
export function float32Of(bytes: Uint8Array): Float32Array {
  return new Float32Array(new Uint8Array(bytes).buffer);
}

/** Whether these and no others are kept already: where they are, nothing need be written. */
export function areKept(
  vectors: readonly IndexedVector[],
  kept: readonly { space: number; float32: Uint8Array }[],
): boolean {
  const isKept = ({ space, float32 }: IndexedVector) =>
    kept.some((row) => row.space === space && Buffer.compare(row.float32, bytesOf(float32)) === 0);
  return kept.length === vectors.length && vectors.every(isKept);
}

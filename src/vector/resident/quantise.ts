/** A vector in int8 with the scale that brings it back: `value ≈ scale × int8`. */
export interface Quantised {
  scale: number;
  int8: Int8Array;
}

/** Symmetric, with a scale for each vector: real embeddings have a few large dimensions. */
export function quantise(vector: Float32Array): Quantised {
  let largest = 0;
  for (const value of vector) {
    if (!Number.isFinite(value)) throw new RangeError('a vector must hold finite numbers');
    largest = Math.max(largest, Math.abs(value));
  }
  const scale = largest / 127;
  const int8 = new Int8Array(vector.length);
  if (scale > 0)
    for (let i = 0; i < int8.length; i++) int8[i] = Math.round((vector[i] as number) / scale);
  return { scale, int8 };
}

/** Vectors in lines: float32, least byte first, in base64. */

const BYTES = 4;

export function vectorText(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * BYTES);
  for (const [at, value] of vector.entries()) bytes.writeFloatLE(value, at * BYTES);
  return bytes.toString('base64');
}

/** Of unit length, as they are kept; undefined for what has another dimension or is no direction. */
export function vectorOf(text: string, dimension: number): Float32Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== dimension * BYTES) return undefined;
  const vector = Float32Array.from({ length: dimension }, (_, at) => bytes.readFloatLE(at * BYTES));
  const length = Math.hypot(...vector);
  if (!Number.isFinite(length) || length === 0) return undefined;
  return Math.abs(length - 1) < 1e-5 ? vector : vector.map((value) => value / length);
}

/** What lines call the space of a model. */
export function spaceName(space: { provider: string; model: string; dimension: number }): string {
  return [space.provider, space.model, space.dimension].join(':');
}

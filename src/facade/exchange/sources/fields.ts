/** Fields of answers of which nothing is known. */

export function listIn(value: unknown, ...names: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value;
  for (const name of names) {
    const found = fieldOf(value, name);
    if (Array.isArray(found)) return found;
  }
  return [];
}

export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

export function textOf(value: unknown, name: string): string | undefined {
  const found = fieldOf(value, name);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

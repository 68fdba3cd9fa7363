import { parse, stringify } from 'yaml';

const FENCED = /^---\r?\n([\s\S]*?)\r?\n---(?:\r?\n|$)/;
/** Nobody writes so many; parsing what is larger takes long. */
const MOST_FRONT = 200_000;

/** The fields above a note, and the note. What is no YAML is a part of the note. */
export function frontMatter(text: string): { fields: Record<string, unknown>; body: string } {
  const [whole = '', front = ''] = FENCED.exec(text) ?? [];
  if (whole === '' || front.length > MOST_FRONT) return { fields: {}, body: text };
  try {
    // Without aliases: a few lines of them unfold to gigabytes.
    const fields: unknown = parse(front, { maxAliasCount: 0, schema: 'core' });
    if (typeof fields !== 'object' || fields === null || Array.isArray(fields))
      return { fields: {}, body: text };
    return { fields: fields as Record<string, unknown>, body: text.slice(whole.length) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { fields: {}, body: text };
  }
}

export function withFrontMatter(fields: Record<string, unknown>, body: string): string {
  const given = Object.entries(fields).filter(([, value]) => isTelling(value));
  return `---\n${stringify(Object.fromEntries(given), { lineWidth: 0 })}---\n\n${body}\n`;
}

function isTelling(value: unknown): boolean {
  if (value === null || value === undefined) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

import { z } from 'zod';
import { analyse } from '../../language/terms/analyse.js';
import { estimateTokens } from '../../language/tokens.js';
import type { StoredMemory } from '../../store/port.js';
import type { Ask } from '../consolidate/ask.js';
import { faultOf } from '../consolidate/cited.js';
import { DATA_NOTE, Shown } from '../consolidate/shown.js';
import type { Field } from './read-schema.js';
import { emptyOf, shaped } from './shaped.js';

const replySchema = z.object({
  entries: z.array(
    z.object({
      field: z.string().describe('a property of the form'),
      value: z.unknown().describe('of the type that the form gives it'),
      cites: z.array(z.string()).describe('marks of the memories that say so, such as m3'),
    }),
  ),
});

const SYSTEM = `You fill a form from memories of an assistant.
${DATA_NOTE}
Give one entry for each property of the form that the memories answer, with the marks of the memories that say so. Leave out every property that no memory answers: never guess, and add nothing.
Answer with JSON alone: {"entries":[{"field":"…","value":…,"cites":["m1"]}]}`;

/** Of memories, in tokens: what one question shows, and how many questions one form is worth. */
const WINDOW_TOKENS = 6_000;
const MOST_WINDOWS = 5;

interface Asking {
  ask: Ask;
  /** As it was given. */
  schema: unknown;
  instructions?: string | undefined;
  timezone: string;
  signal?: AbortSignal | undefined;
}

/**
 * Has a model fill a form, window after window, the newest memories first: of one value the first counts,
 * lists grow. What cites nothing, or says what the cited memories do not, is left out.
 *
 * @param memories newest first
 */
export async function fillByModel(
  form: Field,
  memories: readonly StoredMemory[],
  asking: Asking,
): Promise<Record<string, unknown>> {
  const values = new Map<string, unknown>();
  for (const window of windowsOf(memories)) {
    for (const [name, value] of await askOnce(form, window, asking)) {
      values.set(name, joined(values.get(name), value));
    }
  }
  const entries = Array.from(form.fields ?? [], ([name, field]) => {
    return [name, values.get(name) ?? emptyOf(field)];
  });
  return Object.fromEntries(entries) as Record<string, unknown>;
}

async function askOnce(
  form: Field,
  memories: readonly StoredMemory[],
  { ask, schema, instructions, timezone, signal }: Asking,
): Promise<[string, unknown][]> {
  const shown = new Shown(memories, timezone);
  const prompt = [
    `The form, as JSON Schema:\n${JSON.stringify(schema)}`,
    ...(instructions ? [`How to fill it:\n${instructions}`] : []),
    shown.block,
  ].join('\n\n');
  const question = { name: 'form', system: SYSTEM, prompt, schema: replySchema, lenient: true };
  const { value } = await ask({ ...question, signal });
  return value.entries.flatMap(({ field: name, value: given, cites }): [string, unknown][] => {
    const field = form.fields?.get(name);
    const cited = cites.flatMap((mark) => shown.of(mark) ?? []);
    if (!field || cited.length === 0) return [];
    const fitted = shaped(given, field);
    const held = fitted === undefined ? undefined : resting(fitted, field, cited);
    return held === undefined ? [] : [[name, held]];
  });
}

/** What of a value the cited memories say; undefined where they say nothing of it. */
function resting(value: unknown, field: Field, cited: readonly StoredMemory[]): unknown {
  // Of a choice, the schema has given the words.
  if (field.options || typeof value === 'boolean' || value === null) return value;
  if (Array.isArray(value)) {
    const { items = { type: 'any' } as Field } = field;
    const held = value
      .map((item) => resting(item, items, cited))
      .filter((item) => item !== undefined);
    return held.length === 0 ? undefined : held;
  }
  if (typeof value === 'object') {
    const entries = Object.entries(value).map(([name, one]) => {
      const place = field.fields?.get(name) ?? ({ type: 'any' } as Field);
      return [name, resting(one, place, cited) ?? emptyOf(place)] as const;
    });
    return entries.some(([, one]) => isTold(one)) ? Object.fromEntries(entries) : undefined;
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return isSaid(text, cited) ? value : undefined;
}

function isSaid(text: string, cited: readonly StoredMemory[]): boolean {
  const fault = faultOf(text, [...cited]);
  // A number has no words, and its digits were looked for.
  return fault === undefined || (fault === 'unrelated' && analyse(text).length === 0);
}

function isTold(value: unknown): boolean {
  return value !== null && !(Array.isArray(value) && value.length === 0);
}

function joined(before: unknown, value: unknown): unknown {
  if (before === undefined) return value;
  if (!Array.isArray(before) || !Array.isArray(value)) return before;
  const all = [...before, ...value].map((item) => [JSON.stringify(item), item] as const);
  return [...new Map(all).values()];
}

function windowsOf(memories: readonly StoredMemory[]): StoredMemory[][] {
  const windows: StoredMemory[][] = [];
  let left = 0;
  for (const memory of memories) {
    const tokens = estimateTokens(memory.text);
    if (windows.length === 0 || tokens > left) {
      if (windows.length === MOST_WINDOWS) break;
      windows.push([]);
      left = WINDOW_TOKENS;
    }
    windows.at(-1)?.push(memory);
    left -= tokens;
  }
  return windows;
}

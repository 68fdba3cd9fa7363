import { z } from 'zod';
import { declined, unusable } from './failure.js';
import { type Fit, fit } from './fit.js';
import { valuesIn } from './near-json.js';
import type { Generated, GenerateRequest, LanguageModel } from './port.js';

export interface ObjectRequest<Schema extends z.ZodType> extends Pick<
  GenerateRequest,
  'system' | 'prompt' | 'images' | 'audio' | 'maxTokens' | 'temperature' | 'signal'
> {
  /** An object, best of few fields; what it says of them (`describe`) is shown to the model. */
  schema: Schema;
  /** What it is: letters, digits and `_`, such as `facts`. */
  name: string;
  /** Leaves out entries of lists that have another shape (`dropped`), in place of refusing them all. */
  lenient?: boolean;
}

export interface GeneratedObject<Value> {
  value: Value;
  /** Of all calls that it took. */
  usage: Generated['usage'];
  calls: number;
  /** It was no JSON of that shape as it stood. */
  repaired: boolean;
  /** The answer broke off: what was said to its end is here, and more was to come. */
  truncated: boolean;
  /** Entries of lists that were left out. */
  dropped: number;
}

/** Room for who thinks first, or has more to say than was thought. */
const MORE_ROOM = 3;
const MOST_SHOWN = 600;

/**
 * Asks for an object of a shape. What comes is read leniently (`near-json.ts`, `fit.ts`) and shown to
 * the model once more where nothing can be made of it. One that had too little room is given more, once.
 *
 * @throws TulvingError `model_unusable` after the second time, `model_declined` where it will not
 */
export async function generateObject<Schema extends z.ZodType>(
  model: LanguageModel,
  { schema, name, lenient = false, ...request }: ObjectRequest<Schema>,
): Promise<GeneratedObject<z.output<Schema>>> {
  const shape = shapeOf(schema);
  const asked = {
    temperature: 0,
    ...request,
    system: [request.system, inWords(shape)].filter(Boolean).join('\n\n'),
    json: { name, schema: shape },
  };
  const read = (answer: Generated) => readAnswer(answer, asked, { schema, name, lenient });
  const first = await model.generate(asked);
  const once = read(first);
  const room = first.truncated && asked.maxTokens !== undefined && asked.maxTokens * MORE_ROOM;
  if ('value' in once && !room) return { ...once, usage: first.usage, calls: 1 };
  const names = { ...shownAs(model), apiKey: undefined, keyVariable: '' };
  if (!('value' in once) && isRefusal(first.text)) throw declined(names, excerpt(first.text));
  const second = await model.generate({
    ...('value' in once ? asked : again(asked, first, once.faults)),
    ...(room && { maxTokens: room }),
  });
  const twice = read(second);
  const came = { usage: sumOf(first.usage, second.usage), calls: 2 };
  // What broke off twice is told as broken off.
  if ('value' in twice) return { ...twice, ...came, repaired: true };
  if ('value' in once) return { ...once, ...came };
  throw unusable(names, twice.faults.join('; '));
}

interface Reading<Schema extends z.ZodType> {
  schema: Schema;
  name: string;
  lenient: boolean;
}

type Read<Value> = Omit<GeneratedObject<Value>, 'usage' | 'calls'> | { faults: string[] };

function readAnswer<Schema extends z.ZodType>(
  { text, truncated = false }: Generated,
  request: GenerateRequest,
  { schema, ...options }: Reading<Schema>,
): Read<z.output<Schema>> {
  if (text.trim() === '') {
    return { faults: [truncated ? 'its room ended before it said anything' : 'it is empty'] };
  }
  let best: (Fit<z.output<Schema>> & { repaired: boolean; truncated: boolean }) | undefined;
  let faults: string[] | undefined;
  for (const found of valuesIn(text)) {
    if (isEcho(found.beside, request)) return { faults: ['it repeats what it was asked'] };
    const fitted = fit(schema, found.value, options);
    if (!('value' in fitted)) {
      faults = fitted.faults;
      continue;
    }
    // The last word counts, unless an earlier one is nearer to what was asked for.
    if (best && best.bent + best.dropped < fitted.bent + fitted.dropped) continue;
    best = {
      ...fitted,
      repaired: found.mended || fitted.bent > 0,
      truncated: found.truncated || truncated,
    };
  }
  if (best) {
    const { value, dropped, repaired } = best;
    return { value, dropped, repaired, truncated: best.truncated };
  }
  return {
    faults: faults ?? [isEcho(text, request) ? 'it repeats what it was asked' : 'it holds no JSON'],
  };
}

/** Small models see the shape only if it is said. */
function inWords(shape: object): string {
  return `Answer with one JSON object and nothing else: no prose, no fences. Its JSON Schema:\n${JSON.stringify(shape)}`;
}

function shapeOf(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...shape } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return shape;
}

function again(
  request: GenerateRequest,
  { text }: Generated,
  faults: readonly string[],
): GenerateRequest {
  const wrong = [
    request.prompt,
    '---',
    `Your answer to this could not be used: ${faults.join('; ')}.`,
    ...(text === '' ? [] : [`It began: ${JSON.stringify(excerpt(text))}`]),
    'Answer again, with the JSON object only.',
  ].join('\n');
  return { ...request, prompt: wrong };
}

/** Whether the beginning of what was asked stands in the answer, outside of its JSON. */
function isEcho(beside: string, { system = '', prompt }: GenerateRequest): boolean {
  const said = beside.replace(/\s+/g, ' ');
  return [system, prompt].some((asked) => {
    const start = asked.replace(/\s+/g, ' ').trim().slice(0, 120);
    return start.length >= 60 && said.includes(start);
  });
}

/** What models say that will not, in the languages that they mostly say it in. */
function isRefusal(text: string): boolean {
  return /^\W*(?:i['’]?m (?:very )?sorry|sorry,|i (?:can(?:no|['’])t|am (?:not able|unable)|won['’]t)|as an ai|抱歉|对不起|很抱歉|我(?:无法|不能))/iu.test(
    text,
  );
}

function excerpt(text: string): string {
  return text.slice(0, MOST_SHOWN).toWellFormed();
}

function shownAs({ identity: { provider, model } }: LanguageModel) {
  return { shown: `${provider}:${model}` };
}

function sumOf(one: Generated['usage'], other: Generated['usage']): Generated['usage'] {
  const sum = (a: number | null, b: number | null) =>
    a === null && b === null ? null : (a ?? 0) + (b ?? 0);
  return { input: sum(one.input, other.input), output: sum(one.output, other.output) };
}

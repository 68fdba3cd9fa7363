import { fold } from '../language/terms/fold.js';
import { hashedNgrams } from '../models/hashed-ngrams.js';

/** What was asked of the fake, without its headers: no key is kept. */
export interface FakeRequest {
  method: string;
  path: string;
  body: Readonly<Record<string, unknown>>;
}

/** What is answered to a prompt; undefined: the next rule is asked. */
export type FakeRule = (prompt: string, request: FakeRequest) => string | undefined;

/** A rule, or a list of rules and of pairs of a pattern and an answer; the first that matches counts. */
export type Answers = FakeRule | readonly (FakeRule | readonly [RegExp | string, string])[];

export interface FakeReply {
  status: number;
  body: unknown;
}

/** Text Embeddings Inference takes no more at once. */
const MOST_TEXTS = 32;

/** What a chat is answered where no rule matches. */
export const UNKNOWN = 'I do not know.';

/** All messages of a chat in one text, as rules see them. */
export function promptOf({ body }: FakeRequest): string {
  const messages = Array.isArray(body['messages']) ? (body['messages'] as FakeMessage[]) : [];
  return messages.map(({ content }) => textOf(content)).join('\n');
}

export function answerFor(request: FakeRequest, answers: Answers): string {
  const prompt = promptOf(request);
  for (const rule of typeof answers === 'function' ? [answers] : answers) {
    const answer = typeof rule === 'function' ? rule(prompt, request) : paired(rule, prompt);
    if (answer !== undefined) return answer;
  }
  return UNKNOWN;
}

function paired([pattern, answer]: readonly [RegExp | string, string], prompt: string) {
  const matches = typeof pattern === 'string' ? prompt.includes(pattern) : pattern.test(prompt);
  return matches ? answer : undefined;
}

/** How an answer ends: with its last word, for want of room, or because it will not. */
export type FakeEnd = 'stop' | 'length' | 'refusal';

export function completion(request: FakeRequest, text: string, end: FakeEnd = 'stop') {
  const isRefused = end === 'refusal';
  const message = isRefused ? { content: null, refusal: text } : { content: text };
  return {
    id: 'chatcmpl-fake',
    object: 'chat.completion',
    created: 0,
    model: request.body['model'],
    choices: [
      {
        index: 0,
        message: { role: 'assistant', ...message },
        finish_reason: isRefused ? 'stop' : end,
      },
    ],
    usage: usageOf(promptOf(request), text),
  };
}

/** As Anthropic answers. */
export function message(request: FakeRequest, text: string, end: FakeEnd = 'stop') {
  const { prompt_tokens: input, completion_tokens: output } = usageOf(promptOf(request), text);
  return {
    id: 'msg_fake',
    type: 'message',
    role: 'assistant',
    model: request.body['model'],
    content: [{ type: 'text', text }],
    stop_reason: { stop: 'end_turn', length: 'max_tokens', refusal: 'refusal' }[end],
    stop_sequence: null,
    usage: { input_tokens: input, output_tokens: output },
  };
}

/** The same as events, a word each. */
export function completionChunks(
  request: FakeRequest,
  text: string,
  end: FakeEnd = 'stop',
): object[] {
  const chunk = (delta: object, rest: object = {}) => ({
    id: 'chatcmpl-fake',
    object: 'chat.completion.chunk',
    created: 0,
    model: request.body['model'],
    choices: [{ index: 0, delta, finish_reason: null, ...rest }],
  });
  return [
    chunk({ role: 'assistant', content: '' }),
    ...(text.match(/\S+\s*|\s+/g) ?? []).map((content) => chunk({ content })),
    {
      ...chunk({}, { finish_reason: end === 'refusal' ? 'content_filter' : end }),
      usage: usageOf(promptOf(request), text),
    },
  ];
}

/** What vectors a fake gives. */
export interface FakeEmbedding {
  /** Longer than its own, a vector ends in zeros. Default: that of the hashed n-grams. */
  dimension?: number;
  /** Answers base64, whatever it is asked for. */
  base64?: boolean;
  /** Length of the vectors. Default: 1. */
  length?: number;
  /** Refuses more texts at once, with HTTP 400. Default: any number. */
  most?: number;
  /** In place of hashed n-grams. */
  vector?: (text: string) => ArrayLike<number>;
}

/** What is wrong with the vectors, of all texts or of those that a pattern finds. */
export interface FakeFlaw {
  as: 'nan' | 'zero' | 'fewer' | 'dimension';
  of?: string;
}

/** As OpenAI answers, and as Cohere does where it is asked with `texts`. By default like texts lie near each other. */
export function embeddings(
  { body }: FakeRequest,
  options: FakeEmbedding = {},
  flaw?: FakeFlaw,
): FakeReply {
  const texts = textsIn(body);
  if (options.most !== undefined && texts.length > options.most) {
    const message = `batch size ${texts.length} is larger than ${options.most}`;
    return { status: 400, body: { error: { message } } };
  }
  const isFlawed = (text: string) => flaw !== undefined && (!flaw.of || text.includes(flaw.of));
  const vectors = texts
    .filter((text) => flaw?.as !== 'fewer' || !isFlawed(text))
    .map((text) => flawed(vectorOf(text, body, options), isFlawed(text) ? flaw?.as : undefined));
  if (body['texts'] !== undefined) return { status: 200, body: { embeddings: { float: vectors } } };
  const isBase64 = options.base64 || body['encoding_format'] === 'base64';
  const { length } = texts.join(' ');
  const data = vectors.map((vector, index) => ({
    object: 'embedding',
    index,
    embedding: isBase64 ? base64Of(vector) : vector,
  }));
  const usage = { prompt_tokens: length, total_tokens: length };
  return { status: 200, body: { object: 'list', model: body['model'], data, usage } };
}

function textsIn({ input, texts = input }: FakeRequest['body']): string[] {
  return (Array.isArray(texts) ? (texts as unknown[]) : [texts]).map(textOf);
}

function vectorOf(
  text: string,
  body: FakeRequest['body'],
  { dimension: own, length = 1, vector = hashedNgrams }: FakeEmbedding,
): number[] {
  const { dimensions, output_dimension: wanted = dimensions } = body;
  const whole = Array.from(vector(text), (value) => value * length);
  const dimension = typeof wanted === 'number' ? wanted : (own ?? whole.length);
  return Array.from({ length: dimension }, (_, at) => whole[at] ?? 0);
}

function flawed(vector: number[], as: FakeFlaw['as'] | undefined): (number | null)[] {
  if (as === 'nan') return [null, ...vector.slice(1)];
  if (as === 'zero') return vector.map(() => 0);
  return as === 'dimension' ? vector.slice(1) : vector;
}

function base64Of(vector: readonly (number | null)[]): string {
  const numbers = Float32Array.from(vector, (value) => value ?? Number.NaN);
  return Buffer.from(numbers.buffer).toString('base64');
}

/** By the part of the query's words that a text holds; `documents` are answered as Cohere does, `texts` as TEI. */
export function reranking({ body }: FakeRequest): FakeReply {
  const { documents, texts } = body;
  const list = documents ?? texts;
  if (!Array.isArray(list)) return { status: 422, body: { error: 'missing field `documents`' } };
  if (documents === undefined && list.length > MOST_TEXTS) {
    const error = `batch size ${list.length} > maximum allowed batch size ${MOST_TEXTS}`;
    return { status: 413, body: { error, error_type: 'Validation' } };
  }
  const scores = list.map((text) => overlap(textOf(body['query']), textOf(text)));
  const ranked = scores
    .map((score, index) => ({ index, score }))
    .toSorted((one, other) => other.score - one.score || one.index - other.index);
  if (documents === undefined) return { status: 200, body: ranked };
  const most = typeof body['top_n'] === 'number' ? body['top_n'] : ranked.length;
  const results = ranked
    .slice(0, most)
    .map(({ index, score }) => ({ index, relevance_score: score }));
  return { status: 200, body: { model: body['model'], results } };
}

/** Part of the query's words that a text holds, from 0 to 1. */
export function overlap(query: string, text: string): number {
  const asked = wordsOf(query);
  const held = wordsOf(text);
  return asked.size === 0 ? 0 : [...asked].filter((word) => held.has(word)).length / asked.size;
}

function wordsOf(text: string): Set<string> {
  return new Set(fold(text).match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? []);
}

interface FakeMessage {
  content: unknown;
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part: { text?: unknown }) => textOf(part.text)).join('');
}

/** A token for every four characters: enough to be counted. */
function usageOf(prompt: string, text: string) {
  const input = Math.ceil(prompt.length / 4);
  const output = Math.ceil(text.length / 4);
  return { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
}

import { fold } from '../language/fold.js';
import { hashedNgrams } from '../models/hashed-ngrams.js';

/** What was asked of the fake, without its headers: no key is kept. */
export interface FakeRequest {
  method: string;
  path: string;
  body: Readonly<Record<string, unknown>>;
}

/** Either a rule for every prompt, or pairs of a pattern and an answer; the first that matches counts. */
export type Answers =
  | ((prompt: string, request: FakeRequest) => string)
  | readonly (readonly [RegExp | string, string])[];

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
  if (typeof answers === 'function') return answers(prompt, request);
  const found = answers.find(([pattern]) =>
    typeof pattern === 'string' ? prompt.includes(pattern) : pattern.test(prompt),
  );
  return found?.[1] ?? UNKNOWN;
}

export function completion(request: FakeRequest, text: string) {
  return {
    id: 'chatcmpl-fake',
    object: 'chat.completion',
    created: 0,
    model: request.body['model'],
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
    usage: usageOf(promptOf(request), text),
  };
}

/** As Anthropic answers. */
export function message(request: FakeRequest, text: string) {
  const { prompt_tokens: input, completion_tokens: output } = usageOf(promptOf(request), text);
  return {
    id: 'msg_fake',
    type: 'message',
    role: 'assistant',
    model: request.body['model'],
    content: [{ type: 'text', text }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: input, output_tokens: output },
  };
}

/** The same as events, a word each. */
export function completionChunks(request: FakeRequest, text: string): object[] {
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
    { ...chunk({}, { finish_reason: 'stop' }), usage: usageOf(promptOf(request), text) },
  ];
}

/** Hashed n-grams: like texts lie near each other, and the same text always at the same place. */
export function embeddings({ body }: FakeRequest) {
  const input = Array.isArray(body['input']) ? (body['input'] as unknown[]) : [body['input']];
  const { length } = input.map(textOf).join(' ');
  return {
    object: 'list',
    model: body['model'],
    data: input.map((text, index) => ({
      object: 'embedding',
      index,
      embedding: embeddingOf(textOf(text), body),
    })),
    usage: { prompt_tokens: length, total_tokens: length },
  };
}

function embeddingOf(text: string, body: FakeRequest['body']): number[] | string {
  const whole = hashedNgrams(text);
  const { dimensions, encoding_format: format } = body;
  const vector = typeof dimensions === 'number' ? whole.slice(0, dimensions) : whole;
  return format === 'base64' ? Buffer.from(vector.buffer).toString('base64') : [...vector];
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

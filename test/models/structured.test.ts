import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { TulvingError } from '../../src/errors.js';
import { createLanguageModel, type LanguageModelOptions } from '../../src/models/language-model.js';
import { generateObject, type ObjectRequest } from '../../src/models/structured.js';
import { type FakeFault, fakeFaults } from '../../src/testing/fake-faults.js';
import type { FakeModel } from '../../src/testing/fake-model.js';
import { fakeModel } from '../helpers/fake-model.js';
import { ScriptedModel } from '../helpers/scripted-model.js';

const schema = z.object({
  items: z.array(
    z.object({
      text: z.string().min(1),
      importance: z.number().min(0).max(1).optional(),
      quotes: z.array(z.object({ ref: z.string(), text: z.string() })).min(1),
    }),
  ),
});
type Request = ObjectRequest<typeof schema>;

const item = (text: string) => ({ text, quotes: [{ ref: 'e1', text }] });
const right = { items: [item('Mia drinks tea.'), item('Ben drinks coffee.'), item('Eve sleeps.')] };
const prompt =
  '[e1] Mia (2024-05-01): I drink tea, Ben drinks coffee, and Eve sleeps all day long.';
const request: Request = { system: 'Draw facts.', prompt, schema, name: 'facts', lenient: true };

const options = { pauseMs: 1, attemptMs: 300, limitMs: 2_000 };
const modelOf = (fake: FakeModel, llm = 'compatible:any', more: LanguageModelOptions = {}) =>
  createLanguageModel({ llm, llmUrl: fake.url, llmApiKey: 'key' }, { ...options, ...more });

/** A model that answers these, one after the other. */
function answering(...answers: (object | string)[]) {
  const model = new ScriptedModel(() => {
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return typeof answer === 'string' ? answer : JSON.stringify(answer);
  });
  return {
    model,
    ask: (more: Partial<Request> = {}) => generateObject(model, { ...request, ...more }),
  };
}

describe('structured output (B12)', () => {
  it('holds a model to the shape as far as its provider can, and says it in words', async () => {
    const asked = async (llm: string) => {
      const fake = await fakeModel({ answers: () => JSON.stringify(right) });
      expect(await generateObject(modelOf(fake, llm), request)).toMatchObject({
        value: right,
        calls: 1,
        repaired: false,
        truncated: false,
        dropped: 0,
      });
      return fake.requests[0]?.body as Record<string, unknown>;
    };
    const openai = await asked('openai:gpt-4o');
    expect(openai['response_format']).toMatchObject({
      type: 'json_schema',
      json_schema: { name: 'facts', strict: false, schema: { required: ['items'] } },
    });
    expect(JSON.stringify(openai['messages'])).toContain('JSON Schema');
    const deepseek = await asked('deepseek:deepseek-chat');
    expect(deepseek['response_format']).toEqual({ type: 'json_object' });
    expect(JSON.stringify(await asked('anthropic:claude-sonnet-4-5'))).toContain('"importance"');
  });

  it('asks in a lower form where a server refuses the higher, and remembers it', async () => {
    const fake = await fakeModel({
      answers: () => JSON.stringify(right),
      refuses: (body) => (body['response_format'] === undefined ? undefined : 'unknown field'),
    });
    const model = modelOf(fake);
    expect((await generateObject(model, request)).value).toEqual(right);
    const formats = () =>
      fake.requests.map(
        ({ body }) => (body['response_format'] as { type: string } | undefined)?.type,
      );
    expect(formats()).toEqual(['json_schema', 'json_object', undefined]);
    await generateObject(model, request);
    expect(formats()).toHaveLength(4);
  });

  it('leaves out the temperature where a model refuses it', async () => {
    const fake = await fakeModel({
      answers: () => JSON.stringify(right),
      refuses: (body) => ('temperature' in body ? 'temperature is not supported' : undefined),
    });
    expect((await generateObject(modelOf(fake), request)).value).toEqual(right);
    expect(fake.requests).toHaveLength(2);
    expect(fake.requests[1]?.body).toMatchObject({ response_format: { type: 'json_schema' } });
  });

  const outcomes: Readonly<Record<FakeFault, object>> = {
    malformed: { value: right, calls: 1, repaired: true },
    garbage: { code: 'model_unusable', message: expect.stringContaining('holds no JSON') },
    truncated: { value: { items: right.items.slice(0, 1) }, truncated: true, calls: 1 },
    wrong_schema: { code: 'model_unusable', message: expect.stringContaining('another shape') },
    empty: { code: 'model_unusable', message: expect.stringContaining('it is empty') },
    hallucinated_quote: { calls: 1, repaired: false },
    echo: { code: 'model_unusable', message: expect.stringContaining('repeats what it was asked') },
    refusal: {
      code: 'model_declined',
      message: expect.stringContaining('I cannot help with that'),
    },
    refusal_in_words: { code: 'model_declined' },
    '429': { code: 'model_busy' },
    '500': { code: 'model_unavailable' },
    hang: { code: 'model_unavailable', message: expect.stringContaining('did not answer within') },
    slow: { value: right, calls: 1 },
  };

  it.each(fakeFaults)('ends in a value or an error that says why: %s', async (fault) => {
    const fake = await fakeModel({ answers: () => JSON.stringify(right) });
    fake.misbehave({ faults: { kinds: [fault], slowMs: 50 } });
    const model = modelOf(fake, undefined, fault === 'hang' ? { limitMs: 400 } : {});
    const [outcome] = await Promise.allSettled([generateObject(model, request)]);
    if (outcome.status === 'rejected') expect(TulvingError.isInstance(outcome.reason)).toBe(true);
    const came = outcome.status === 'fulfilled' ? outcome.value : outcome.reason;
    expect(came).toMatchObject(outcomes[fault]);
  });

  const passing = fakeFaults.filter((fault) => !fault.startsWith('refusal'));
  it.each(passing)('comes to a value where the fault passes: %s', async (fault) => {
    const fake = await fakeModel({ answers: () => JSON.stringify(right) });
    fake.misbehave({ faults: { kinds: [fault], times: 1, slowMs: 50 } });
    const { value } = await generateObject(modelOf(fake), request);
    expect(value.items[0]?.text).toBe('Mia drinks tea.');
  });

  it('breaks off a model that answers too slowly', async () => {
    const fake = await fakeModel({ answers: () => JSON.stringify(right) });
    fake.misbehave({ faults: { kinds: ['slow'], slowMs: 5_000 } });
    const asked = generateObject(modelOf(fake, undefined, { limitMs: 300 }), request);
    await expect(asked).rejects.toMatchObject({ code: 'model_unavailable' });
  });
});

describe('what models answer in place of what was asked for (B12)', () => {
  it.each([
    ['in a call of a tool', { name: 'facts', arguments: JSON.stringify(right) }],
    ['in a function', { function: { name: 'facts', arguments: right } }],
    ['in its own name', { facts: right }],
    ['as the list alone', right.items],
    [
      'with null in place of nothing',
      { items: right.items.map((one) => ({ ...one, importance: null })) },
    ],
    ['after thoughts', `<think>{"items": 3}?</think>\n${JSON.stringify(right)}`],
    ['after an example', `As in {"items": []}: ${JSON.stringify(right)}`],
    ['before a number', `${JSON.stringify(right)}\n\n[1] from the first line`],
  ])('understands it %s', async (_, answer) => {
    const { model, ask } = answering(answer);
    expect((await ask()).value).toEqual(right);
    expect(model.requests).toHaveLength(1);
  });

  it('keeps the entries that fit, and counts the others', async () => {
    const odd = [{ text: '' }, { ...item('x'), importance: 9 }, 'nothing', { quotes: [] }];
    const { ask } = answering({ items: [odd[0], ...right.items, ...odd.slice(1)] });
    expect(await ask()).toMatchObject({ value: right, dropped: 4, repaired: true });
  });

  it('takes no answer for an empty one that holds only what does not fit', async () => {
    const { model, ask } = answering({ items: [{ fact: 'a' }, { fact: 'b' }] });
    await expect(ask()).rejects.toMatchObject({ code: 'model_unusable' });
    expect(model.requests).toHaveLength(2);
    const loose = { schema: z.object({ items: z.array(z.string()).default([]) }) as never };
    await expect(answering({ stuff: ['a'] }).ask(loose)).rejects.toMatchObject({
      code: 'model_unusable',
    });
  });

  it('refuses all of it where the caller is not lenient', async () => {
    const { ask } = answering({ items: [...right.items, { text: 'no quotes' }] });
    await expect(ask({ lenient: false })).rejects.toMatchObject({
      message: expect.stringContaining('items.3.quotes is missing'),
    });
  });

  it('shows what was wrong, once', async () => {
    const { model, ask } = answering({ items: [{ text: 'a' }] }, right);
    expect(await ask()).toMatchObject({
      value: right,
      calls: 2,
      repaired: true,
      usage: { input: 200, output: 20 },
    });
    expect(model.requests[1]?.prompt).toContain('items.0.quotes is missing');
    expect(model.requests[1]?.prompt).toContain(prompt);
  });

  it('gives a model more room that used up its own, once', async () => {
    const fake = await fakeModel({ answers: () => '<think>Hm, let me see' });
    fake.misbehave({ faults: { kinds: ['truncated'] } });
    const ask = () => generateObject(modelOf(fake), { ...request, maxTokens: 100 });
    await expect(ask()).rejects.toMatchObject({
      code: 'model_unusable',
      message: expect.stringContaining('its room ended'),
    });
    expect(fake.requests.map(({ body }) => body['max_tokens'])).toEqual([100, 300]);
  });

  it('asks for the whole of an answer that broke off, and else tells that more was to come', async () => {
    const fake = await fakeModel({ answers: () => JSON.stringify(right) });
    const ask = () => generateObject(modelOf(fake), { ...request, maxTokens: 100 });
    fake.misbehave({ faults: { kinds: ['truncated'], times: 1 } });
    expect(await ask()).toMatchObject({ value: right, truncated: false, calls: 2 });
    fake.misbehave({ faults: { kinds: ['truncated'] } });
    const [first] = right.items;
    expect(await ask()).toMatchObject({ value: { items: [first] }, truncated: true, calls: 2 });
  });

  it('takes a repeated quote for what it is, and a repeated prompt for nothing', async () => {
    const long = `${prompt} ${prompt}`;
    const quoting = { items: [item(prompt)] };
    expect((await answering(quoting).ask({ prompt: long })).value).toEqual(quoting);
    const echo = `Draw facts. ${long}\nFor example {"items": []}`;
    await expect(answering(echo).ask({ prompt: long })).rejects.toMatchObject({
      message: expect.stringContaining('repeats what it was asked'),
    });
  });
});

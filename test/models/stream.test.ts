import { describe, expect, it } from 'vitest';
import { createLanguageModel, type LanguageModelOptions } from '../../src/models/language-model.js';
import type { Generated, GenerateRequest } from '../../src/models/port.js';
import { streamOf } from '../../src/models/stream-of.js';
import { thoughtless } from '../../src/models/thoughts.js';
import { fakeModel } from '../helpers/fake-model.js';
import { ScriptedModel } from '../helpers/scripted-model.js';

const ANSWER = 'She lives in Lisbon.';
const answers = () => ANSWER;

const modelAt = (url: string, more: LanguageModelOptions = {}) =>
  createLanguageModel(
    { llm: 'compatible:any', llmUrl: url },
    { pauseMs: 1, attemptMs: 200, ...more },
  );

async function piecesOf(pieces: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}

const ask = (
  url: string,
  request: Partial<GenerateRequest> = {},
  more: LanguageModelOptions = {},
) => piecesOf(streamOf(modelAt(url, more), { prompt: 'Where does Mia live?', ...request }));

describe('an answer in pieces (B12)', () => {
  it('comes as it is said, and its tokens are told in the end', async () => {
    const fake = await fakeModel({ answers });
    const told: Generated['usage'][] = [];
    const pieces = await ask(fake.url, { onUsage: (usage) => told.push(usage) });
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.join('')).toBe(ANSWER);
    expect(told).toEqual([{ input: 5, output: 5 }]);
  });

  it('comes as one piece from a model that does not stream', async () => {
    const told: Generated['usage'][] = [];
    const model = new ScriptedModel(() => ANSWER);
    const request = { prompt: 'Where?', onUsage: (usage: Generated['usage']) => told.push(usage) };
    expect(await piecesOf(streamOf(model, request))).toEqual([ANSWER]);
    expect(told).toEqual([{ input: 100, output: 10 }]);
  });

  it.each(['429', '500'] as const)(
    'is asked for again before its first piece: %s',
    async (kind) => {
      const fake = await fakeModel({ answers });
      fake.misbehave({ faults: { kinds: [kind], times: 2 } });
      expect((await ask(fake.url)).join('')).toBe(ANSWER);
      expect(fake.requests).toHaveLength(3);
      fake.misbehave({ faults: { kinds: [kind] } });
      const code = kind === '429' ? 'model_busy' : 'model_unavailable';
      await expect(ask(fake.url)).rejects.toMatchObject({ code });
    },
  );

  it('is broken off where it stops in the middle, and not begun anew', async () => {
    const fake = await fakeModel({ answers });
    fake.misbehave({ faults: { kinds: ['hang'] } });
    await expect(ask(fake.url)).rejects.toMatchObject({
      code: 'model_unavailable',
      message: expect.stringContaining('did not answer within 0.2 s'),
    });
    expect(fake.requests).toHaveLength(1);
  });

  it('leaves out what the model does not take', async () => {
    const fake = await fakeModel({
      answers,
      refuses: (body) => ('temperature' in body ? 'temperature is not supported' : undefined),
    });
    expect((await ask(fake.url, { temperature: 0.2 })).join('')).toBe(ANSWER);
    expect(fake.requests).toHaveLength(2);
  });

  it('may take long as long as it goes on', async () => {
    const fake = await fakeModel({ answers });
    fake.misbehave({ faults: { kinds: ['slow'], slowMs: 600 } });
    expect((await ask(fake.url, {}, { attemptMs: 500 })).join('')).toBe(ANSWER);
  });

  it('ends with what was said where its room ended, and says so where it is declined', async () => {
    const fake = await fakeModel({ answers });
    fake.misbehave({ faults: { kinds: ['truncated'] } });
    expect((await ask(fake.url)).join('')).toBe(ANSWER.slice(0, 12));
    fake.misbehave({ faults: { kinds: ['refusal'] } });
    await expect(ask(fake.url)).rejects.toMatchObject({ code: 'model_declined' });
  });

  it('is broken off by its caller', async () => {
    const fake = await fakeModel({ answers });
    const reason = new Error('enough');
    await expect(ask(fake.url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const caller = new AbortController();
    fake.misbehave({ faults: { kinds: ['slow'], slowMs: 10_000 } });
    const asked = ask(fake.url, { signal: caller.signal }, { attemptMs: 10_000 });
    while (fake.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    caller.abort(reason);
    await expect(asked).rejects.toBe(reason);
  });

  it.each([
    [
      ['<thi', 'nk>a\n', 'b</th', 'ink>\n\n', 'Lis', 'bon'],
      ['Lis', 'bon'],
    ],
    [['<', 'b>x'], ['<b>x']],
    [
      [' ', 'a', ' <think>b</think>'],
      ['a', ' <think>b</think>'],
    ],
    [['<think>never said'], []],
    [[' <t'], ['<t']],
  ])('leaves out what is thought aloud: %j', async (given, said) => {
    const source = async function* () {
      for (const piece of given) yield await Promise.resolve(piece);
    };
    expect(await piecesOf(thoughtless(source()))).toEqual(said);
  });
});

describe('a model that sees and hears (B7)', () => {
  it('is shown images and audio after the prompt', async () => {
    const fake = await fakeModel({ answers });
    await modelAt(fake.url).generate({
      prompt: 'What is it?',
      images: [{ bytes: new Uint8Array([1, 2, 3]), mediaType: 'image/png' }],
      audio: [{ bytes: new Uint8Array([4, 5]), mediaType: 'audio/wav' }],
    });
    expect(fake.requests[0]?.body['messages']).toMatchObject([
      {
        content: [
          { type: 'text', text: 'What is it?' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AQID' } },
          { type: 'input_audio', input_audio: { data: 'BAU=', format: 'wav' } },
        ],
      },
    ]);
    const odd = { bytes: new Uint8Array([4]), mediaType: 'audio/odd' };
    await expect(
      modelAt(fake.url).generate({ prompt: 'What?', audio: [odd] }),
    ).rejects.toMatchObject({
      code: 'model_refused',
      message: expect.stringContaining('audio/odd'),
    });
  });
});

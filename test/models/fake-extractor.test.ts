import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { createLanguageModel } from '../../src/models/language-model.js';
import { generateObject } from '../../src/models/structured.js';
import { fakeExtractor } from '../../src/testing/fake-extractor.js';
import { FaultDraw } from '../../src/testing/fake-faults.js';
import { fakeModel } from '../helpers/fake-model.js';

const prompt = `<window>
Earlier:
[e1] Ben (2024-05-01T09:58): We talked about this for a long time already.
New:
[e2] Mia (2024-05-01T10:00): I moved to Lisbon in March. Did you know? I love green tea because it calms me.
[e3] Ben (2024-05-01T10:01): First grind the beans, then pour the water slowly.
[e4] Mia (2024-05-01T10:02): 我最喜欢喝龙井茶。
</window>`;

const schema = z.object({
  items: z.array(
    z.object({
      kind: z.enum(['fact', 'preference', 'procedure']),
      text: z.string(),
      quotes: z.array(z.object({ ref: z.string(), text: z.string() })).min(1),
      relations: z.array(z.object({ from: z.string(), kind: z.string(), to: z.string() })),
    }),
  ),
});

const ask = (url: string) =>
  generateObject(createLanguageModel({ llm: 'compatible:any', llmUrl: url }, { pauseMs: 1 }), {
    system: 'You draw memories from a conversation.',
    prompt,
    schema,
    name: 'drawn',
    lenient: true,
  });

describe('the fake extractor', () => {
  it('draws what the new lines of a window say, and quotes them word for word', async () => {
    const fake = await fakeModel({ answers: [fakeExtractor(), ['Hello', 'Hi']] });
    const { value } = await ask(fake.url);
    expect(value.items.map(({ kind, quotes }) => [kind, quotes[0]?.ref])).toEqual([
      ['fact', 'e2'],
      ['preference', 'e2'],
      ['procedure', 'e3'],
      ['preference', 'e4'],
    ]);
    for (const { quotes } of value.items) expect(prompt).toContain(quotes[0]?.text);
    expect(value.items[0]?.relations).toEqual([{ from: 'Mia', kind: 'lives_in', to: 'Lisbon' }]);
    expect((await ask(fake.url)).value).toEqual(value);
  });

  it('quotes what nobody said, where it is told to', async () => {
    const fake = await fakeModel({ answers: fakeExtractor() });
    fake.misbehave({ faults: { kinds: ['hallucinated_quote'] } });
    const { value } = await ask(fake.url);
    expect(value.items).toHaveLength(4);
    const invented = value.items.filter(({ quotes }) => !prompt.includes(quotes[0]?.text ?? ''));
    expect(invented).toHaveLength(1);
  });

  it('leaves other prompts to the rules that follow', async () => {
    const fake = await fakeModel({ answers: [fakeExtractor(), ['Hello', 'Hi']] });
    const model = createLanguageModel({ llm: 'compatible:any', llmUrl: fake.url });
    expect((await model.generate({ prompt: 'Hello' })).text).toBe('Hi');
  });

  it('runs as a process of its own, which misbehaves as it is told', async () => {
    const faults = JSON.stringify({ faults: { kinds: ['malformed'], rate: 1 } });
    const script = 'dist/testing/fake-model-process.js';
    const child = spawn(process.execPath, [script, faults]);
    onTestFinished(() => void child.kill());
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { value, repaired } = await ask(line.toString().trim());
    expect({ items: value.items.length, repaired }).toEqual({ items: 4, repaired: true });
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

describe('faults by chance', () => {
  const draw = (seed: number) => {
    const drawn = new FaultDraw({ kinds: ['500', 'empty'], rate: 0.2, seed });
    return Array.from({ length: 1_000 }, (_, at) => drawn.next(`prompt ${at}`));
  };

  it('come as often as was said, each kind, and alike for the same seed', () => {
    const met = draw(1).filter((fault) => fault !== undefined);
    expect(met.length).toBeGreaterThan(150);
    expect(met.length).toBeLessThan(250);
    expect(new Set(met).size).toBe(2);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(2)).not.toEqual(draw(1));
  });

  it('do not follow the same prompt for ever', () => {
    const drawn = new FaultDraw({ kinds: ['500'], rate: 0.5, seed: 3 });
    const outcomes = Array.from({ length: 20 }, () => drawn.next('the same'));
    expect(outcomes).toContain(undefined);
    expect(outcomes).toContain('500');
  });
});

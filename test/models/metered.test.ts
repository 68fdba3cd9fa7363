import { describe, expect, it, onTestFinished } from 'vitest';
import { TulvingError } from '../../src/errors.js';
import { MeteredModels, type UsageLog } from '../../src/models/metered.js';
import { createLanguageModel } from '../../src/models/language-model.js';
import type { LanguageModel } from '../../src/models/port.js';
import { fakeModel } from '../helpers/fake-model.js';
import { ScriptedModel } from '../helpers/scripted-model.js';
import { openStore, temporaryDirectory } from '../helpers/temporary-memory.js';

const TENANT = 1;
const LATE = Date.parse('2026-03-04T23:30:00+08:00');

interface Options {
  calls?: number;
  tokens?: number;
  llm?: LanguageModel;
  log?: UsageLog;
}

async function metered({ calls = 0, tokens = 0, llm, log }: Options = {}) {
  const store = log === undefined ? await openStore(temporaryDirectory()) : undefined;
  if (store) onTestFinished(() => store.close());
  const other = (await store?.tenant('other')) ?? 2;
  const notes = log ?? (store as NonNullable<typeof store>).notes;
  let now = LATE;
  const open = () =>
    new MeteredModels({
      llm: llm ?? new ScriptedModel(() => 'yes'),
      log: notes,
      clock: () => now,
      timezone: 'Asia/Shanghai',
      limits: { calls, tokens },
    });
  return {
    open,
    other,
    models: open(),
    notes,
    later: (ms: number) => (now += ms),
    usage: () => notes.usage(TENANT, { from: 0, to: 100_000 }),
  };
}

const DAY = Date.parse('2026-03-04') / 86_400_000;

describe('what models are asked is counted (B8)', () => {
  it('by tenant, day of the calendar, role and model', async () => {
    const { models, usage, later, other } = await metered();
    const ask = (tenant: number, role: string) =>
      models.for(tenant, role).generate({ prompt: 'x' });
    await ask(TENANT, 'extract');
    await ask(TENANT, 'extract');
    await ask(TENANT, 'chat');
    await ask(other, 'chat');
    later(3_600_000);
    await ask(TENANT, 'chat');
    await models.flush();
    const of = { tenant: TENANT, model: 'test:scripted', failures: 0 };
    expect(await usage()).toEqual([
      { ...of, day: DAY, role: 'chat', calls: 1, input: 100, output: 10 },
      { ...of, day: DAY, role: 'extract', calls: 2, input: 200, output: 20 },
      { ...of, day: DAY + 1, role: 'chat', calls: 1, input: 100, output: 10 },
    ]);
  });

  it('estimates the tokens where the provider does not say, and counts failures without any', async () => {
    const script = () => 'Lisbon is where she lives.';
    const silent = new ScriptedModel(script);
    const { models, usage } = await metered({
      llm: {
        identity: silent.identity,
        generate: async (request) => {
          if (request.prompt === 'fail') throw new Error('no');
          return { ...(await silent.generate(request)), usage: { input: null, output: null } };
        },
      },
    });
    const model = models.for(TENANT, 'chat');
    await model.generate({ system: 'Be short.', prompt: 'Where does Mia live?' });
    await expect(model.generate({ prompt: 'fail' })).rejects.toThrow('no');
    await models.flush();
    const [row] = await usage();
    expect(row).toMatchObject({ calls: 2, failures: 1 });
    expect(row?.input).toBeGreaterThan(4);
    expect(row?.output).toBeGreaterThan(4);
  });

  it('a stream, also one that is not heard to its end', async () => {
    const fake = await fakeModel({ answers: () => 'She lives in Lisbon.' });
    const llm = createLanguageModel({ llm: 'compatible:any', llmUrl: fake.url });
    const { models, usage } = await metered({ llm });
    const pieces = models.for(TENANT, 'chat').stream?.({ prompt: 'Where?' });
    for await (const piece of pieces ?? []) {
      expect(piece).toContain('She');
      break;
    }
    await models.flush();
    const [row] = await usage();
    expect(row).toMatchObject({ calls: 1, failures: 0 });
    expect(row?.output).toBeGreaterThan(0);
  });

  it('loses nothing where it could not be written down', async () => {
    const written: unknown[] = [];
    let isDown = true;
    const log: UsageLog = {
      countUsage: (usage) => {
        if (isDown) return Promise.reject(new Error('the disk is full'));
        written.push({ ...usage });
        return Promise.resolve();
      },
      usage: () => Promise.resolve([]),
    };
    const { models } = await metered({ log });
    const model = models.for(TENANT, 'chat');
    await model.generate({ prompt: 'x' });
    await expect(models.flush()).rejects.toThrow('the disk is full');
    await model.generate({ prompt: 'x' });
    isDown = false;
    await models.flush();
    expect(written).toMatchObject([{ calls: 2, input: 200 }]);
  });
});

describe('the budget of a day (B8)', () => {
  it('refuses what goes beyond its calls, and says until when', async () => {
    const { models, later } = await metered({ calls: 2 });
    const ask = () => models.for(TENANT, 'extract').generate({ prompt: 'x' });
    await ask();
    await ask();
    const [refused] = await Promise.allSettled([ask()]);
    expect(refused).toMatchObject({
      reason: {
        code: 'model_budget_spent',
        status: 429,
        until: Date.parse('2026-03-05T00:00:00+08:00'),
        message: expect.stringContaining('2 calls'),
      },
    });
    later(1_800_000);
    expect((await ask()).text).toBe('yes');
  });

  it('refuses what goes beyond its tokens, streams too, and each tenant has its own', async () => {
    const { models, other } = await metered({ tokens: 200 });
    const model = models.for(TENANT, 'chat');
    await model.generate({ prompt: 'x' });
    await model.generate({ prompt: 'x' });
    const stream = async () => {
      for await (const piece of model.stream?.({ prompt: 'x' }) ?? []) expect(piece).toBe('');
    };
    await expect(stream()).rejects.toMatchObject({ code: 'model_budget_spent' });
    expect((await models.for(other, 'chat').generate({ prompt: 'x' })).text).toBe('yes');
  });

  it('begins no more calls at once than there are left', async () => {
    const { models } = await metered({ calls: 3 });
    const model = models.for(TENANT, 'extract');
    const asked = Array.from({ length: 8 }, () => model.generate({ prompt: 'x' }));
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(
      outcomes.every(
        (outcome) => outcome.status === 'fulfilled' || TulvingError.isInstance(outcome.reason),
      ),
    ).toBe(true);
  });

  it('is one with what was spent before the start, and elsewhere', async () => {
    const { models, open } = await metered({ calls: 3 });
    const other = open();
    const ask = (one: MeteredModels) => one.for(TENANT, 'extract').generate({ prompt: 'x' });
    await ask(models);
    await models.flush();
    await ask(other);
    await ask(other);
    await expect(ask(other)).rejects.toMatchObject({ code: 'model_budget_spent' });
    await other.flush();
    await models.flush();
    await expect(ask(open())).rejects.toMatchObject({ code: 'model_budget_spent' });
  });
});

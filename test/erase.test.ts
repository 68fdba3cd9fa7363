import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Memory } from '../src/memory.js';
import { LOCAL } from '../src/model/caller.js';
import { newId } from '../src/model/ids.js';
import type { Store } from '../src/store/port.js';
import { changeSet } from '../src/testing/index.js';
import { drawingMemory, factOfEach } from './extract/drawing.js';
import {
  everythingIn,
  itOnFiles,
  openMemory,
  openStore,
  temporaryDirectory,
  temporaryMemory,
} from './helpers/temporary-memory.js';

const ada = { user_id: 'ada' };
const SECRET = 'Zephyrine Quillfeather waltzes at midnight with a vermilion ocelot';
/** Words that stand nowhere else, and what the analyser makes of them. */
const TRACES = ['zephyrin', 'quillfeath', 'waltz', 'vermilion', 'ocelot'];

async function note(memory: Memory, text: string, more: object = {}): Promise<string> {
  const { memories } = await memory.add({ ...ada, text, ...more });
  return memories[0]?.id ?? '';
}

/** Searches that hold the text or the id of the memory; they are kept, and one that has nothing to do with it. */
async function askAbout(memory: Memory, id: string): Promise<void> {
  await memory.search({ ...ada, query: SECRET, explain: true });
  await memory.search({ ...ada, query: `${SECRET}, is that true?`, limit: 1 });
  await memory.context({ ...ada, query: 'Who keeps to themselves at midnight?' });
  await memory.search({ ...ada, query: 'coffee' });
  const { data } = await memory.traces.list();
  expect(data.some(({ results }) => results.some(({ memory_id }) => memory_id === id))).toBe(true);
}

/** Where a word stands in what is kept, whatever its case. */
async function tracesIn(directory: string): Promise<string[]> {
  return (await everythingIn(directory)).flatMap(({ name, content }) => {
    const lower = content.toLowerCase();
    return TRACES.filter((word) => lower.includes(word)).map((word) => `${name}: ${word}`);
  });
}

/** Words of the secret in everything that is kept beside a memory; `other` names one of the same people. */
async function organise(
  store: Store,
  { id, other, episode }: { id: string; other: string; episode: string },
): Promise<void> {
  const ref = (name: string, ...aliases: string[]) => ({ name, kind: null, aliases });
  const [who, hall] = [ref('Zephyrine Quillfeather', 'Zef'), ref('Vermilion Hall')];
  const relations = [{ from: who, kind: 'waltzes_in', to: hall, validFrom: null, validTo: null }];
  const review = { kind: 'contradiction', memory: other, other: id, reasons: ['model'] } as const;
  const at = Date.now();
  await store.commit(
    changeSet({
      at,
      graph: [
        { memory: id, mentions: [], relations },
        { memory: other, mentions: [ref('Zef')], relations: [] },
      ],
      reviews: [{ open: { id: newId(), ...review } }],
    }),
  );
  const { notes } = store;
  const told = { verdict: 'wrong', trace: null, actor: null, app: null, at };
  await notes.addFeedback({ id: newId(), tenant: 1, memory: id, reason: SECRET, ...told });
  const [cube] = await store.cubes.states(1, ['user:ada']);
  const made = { cube: cube?.no ?? 0, changeSeq: cube?.changeSeq ?? 0, at };
  await notes.keepProfile({ tenant: 1, user: 'ada', body: { summary: SECRET }, ...made });
  const file = { sha256: 'ab'.repeat(32), mediaType: 'image/png', name: 'ocelot.png', bytes: 9 };
  await notes.addAttachment({ id: newId(), episode, ...file });
}

describe('erase leaves no byte behind (DESIGN 13)', () => {
  /** A store with a text in every place that keeps one, among others that stay. */
  async function filled() {
    const data = temporaryDirectory();
    const memory = await openMemory({ data, timezone: 'UTC' });
    for (let at = 0; at < 50; at++) await note(memory, `Ordinary note number ${at} about tea.`);
    const { memories } = await memory.add({
      ...ada,
      run_id: 'monday',
      messages: [
        { content: 'Tell me something that nobody knows.', speaker: 'Ada' },
        { content: `${SECRET}.`, speaker: 'Bob' },
        { content: 'I shall keep that to myself.', speaker: 'Ada' },
      ],
      metadata: { whisper: SECRET },
      tags: ['ocelot'],
      categories: ['vermilion'],
    });
    const secret = memories.find(({ text }) => text.includes('ocelot'));
    const id = secret?.id ?? '';
    // Said again: more evidence, in another episode.
    await memory.add({
      ...ada,
      run_id: 'monday',
      messages: [{ content: SECRET, speaker: 'Bob' }],
    });
    await memory.update(id, { text: `${SECRET}, they say.`, metadata: { whisper: 'changed' } });
    await memory.update(id, { tags: ['gone'], categories: [] });
    for (let at = 0; at < 50; at++) await note(memory, `Later note number ${at} about coffee.`);
    return { data, memory, id, others: memories.filter((one) => one.id !== id) };
  }

  it('of a memory with its history, its evidence, its index and its labels', async () => {
    const { data, memory, id, others } = await filled();
    expect(await tracesIn(data)).not.toEqual([]);
    await askAbout(memory, id);
    for (const { id: other } of others) await memory.update(other, { tags: [], metadata: {} });
    // What the turns beside it were given as labels stands in their histories.
    for (const { id: other } of others) await memory.erase(other);
    expect(await memory.erase(id)).toEqual({ memories: 1, rebuilt: 0, episodes: 2, spans: 2 });
    await memory.compact({ whole: true });
    expect(await tracesIn(data)).toEqual([]);
    expect(
      (await memory.search({ ...ada, query: SECRET })).results.map(({ id }) => id),
    ).not.toContain(id);
    await expect(memory.get(id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(memory.restore(id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(memory.history(id)).rejects.toMatchObject({ code: 'not_found' });
    expect((await memory.search({ ...ada, query: 'coffee' })).results).toHaveLength(10);
    await memory.close();
    expect(await tracesIn(data)).toEqual([]);
  });

  it('also by small steps, beside another process that has it open', async () => {
    const { data, memory, id, others } = await filled();
    const beside = await temporaryMemory({ data });
    await askAbout(memory, id);
    // Not written yet when the other process erases, or just written.
    await beside.search({ ...ada, query: 'ocelot' });
    await memory.search({ ...ada, query: 'Who waltzes with an ocelot?', limit: 1 });
    for (const { id: other } of others) await memory.erase(other);
    await beside.erase(id);
    await beside.compact();
    expect(await tracesIn(data)).toEqual([]);
    expect((await memory.search({ ...ada, query: 'ocelot' })).results).toEqual([]);
    await memory.close();
    expect(await tracesIn(data)).toEqual([]);
  });

  it('of what models, people and files have added to it', async () => {
    const { data, memory, id, others } = await filled();
    const store = await openStore(data);
    const [episode = ''] = (await memory.get(id)).sources.map((source) => source.episode_id);
    await organise(store, { id, other: others[0]?.id ?? '', episode });
    const [cube] = await store.cubes.states(1, ['user:ada']);
    const read = async () => ({
      named: (await store.graph.page({ cube: cube?.no ?? 0, limit: 9 })).map(({ name }) => name),
      profile: await store.notes.profile(1, 'ada', cube?.no ?? 0),
      attachments: await store.notes.attachmentsOf(episode),
      reviews: (await store.reviews.page({ tenant: 1, limit: 9 })).length,
    });
    expect(await read()).toMatchObject({
      named: ['Zephyrine Quillfeather', 'Vermilion Hall'],
      profile: { user: 'ada' },
      attachments: [{ name: 'ocelot.png' }],
      reviews: 1,
    });
    for (const other of others) await memory.update(other.id, { tags: [], metadata: {} });
    for (const other of others.slice(1)) await memory.erase(other.id);
    await memory.erase(id);
    const nothing = { profile: undefined, attachments: [], reviews: 0 };
    expect(await read()).toEqual({ ...nothing, named: ['Zef'] });
    await memory.erase(others[0]?.id ?? '');
    expect(await read()).toEqual({ ...nothing, named: [] });
    expect((await memory.check()).filter(({ ok }) => !ok)).toEqual([]);
    await store.close();
    await memory.compact({ whole: true });
    await memory.close();
    expect(await tracesIn(data)).toEqual([]);
  });

  it.each(['drops', 'channels', 'closed'] as const)(
    'takes along what names it in an explanation alone, under `%s`',
    async (part) => {
      const data = temporaryDirectory();
      const memory = await openMemory({ data, timezone: 'UTC' });
      // Each holds less than half of the question, for which its trace would go anyway.
      const query =
        'Who plays the piano at the harbour concert: Mia, or the neighbour with a lantern, in winter?';
      const answered = await note(memory, 'Mia plays the piano.');
      await note(memory, 'A lantern hangs in the cellar.');
      const behind = 'behind old cushions, ladders and buckets';
      await note(memory, `Our neighbour kept a lantern for the winter ${behind}.`, {
        valid_to: '2020-01-01',
      });
      await memory.search({ ...ada, query, limit: 1, explain: true });
      const [kept] = (await memory.traces.list()).data;
      const { channels = [], drops = [], closed = [] } = kept?.trace ?? {};
      const named = { drops, closed, channels: channels.flatMap(({ best }) => best) };
      const gone = named[part].find(({ memory_id: id }) => id !== answered)?.memory_id;
      expect(gone).toBeDefined();
      await memory.erase(gone ?? '');
      await memory.compact({ whole: true });
      expect((await memory.traces.list()).data).toEqual([]);
      await memory.close();
    },
  );

  it('of a user: memories, episodes, sessions and the name of the cube', async () => {
    const data = temporaryDirectory();
    const memory = await openMemory({ data, timezone: 'UTC' });
    const user_id = 'zephyrine';
    await memory.add({
      user_id,
      run_id: 'ocelot',
      messages: [{ content: SECRET }, { content: 'Hi!' }],
    });
    await memory.add({ user_id, cube: 'shared', text: `${SECRET}, all may know.` });
    await note(memory, 'Tea is ready.');
    const store = await openStore(data);
    const [own] = await store.cubes.states(1, [`user:${user_id}`]);
    await store.notes.setCubeSetting(own?.no ?? 0, 'instructions', SECRET);
    const cube = own?.name ?? '';
    const batch = { id: newId(), kind: 'consolidate', cube, user: user_id, note: {} } as const;
    await store.commit(changeSet({ batch }));
    await store.close();
    await memory.search({ user_id, query: 'Is tea ready?' });
    await memory.search({ user_id: '*', query: 'tea' });
    await memory.search({ ...ada, query: 'tea', filters: { user_id } });
    await memory.search({ ...ada, query: 'tea' }, { ...LOCAL, principal: user_id });
    await memory.context({ ...ada, query: 'ready' });
    expect((await memory.traces.list()).data).toHaveLength(5);
    expect(await memory.eraseScope({ user_id })).toMatchObject({ memories: 2 });
    await memory.compact({ whole: true });
    const left = (await memory.traces.list()).data.map(({ request }) => request['query']);
    expect(left).toEqual(['ready']);
    // To see that it is gone.
    expect((await memory.search({ user_id, query: SECRET })).results).toEqual([]);
    await memory.close();
    expect(await tracesIn(data)).toEqual([]);
    const again = await temporaryMemory({ data });
    expect(await again.status()).toMatchObject({ episodes: 1, memories: { active: 1 } });
    await again.add({ user_id, text: 'I am back.' });
    expect((await again.list({ user_id })).data).toHaveLength(1);
  });

  itOnFiles(
    'removes copies made before a migration that came before the erasure, and no other',
    async () => {
      const { data, memory, id } = await filled();
      const folder = join(data, 'backups');
      mkdirSync(folder);
      const copy = (name: string, date: Date) => {
        writeFileSync(join(folder, name), SECRET);
        utimesSync(join(folder, name), date, date);
      };
      copy('before-migration-from-1-old.db', new Date(Date.now() - 60_000));
      copy('before-migration-from-1-new.db', new Date(Date.now() + 60_000));
      copy('mine.db', new Date(Date.now() - 60_000));
      expect((await memory.compact()).copies).toEqual([]);
      await memory.erase(id);
      expect((await memory.compact()).copies).toEqual(['before-migration-from-1-old.db']);
      expect(readdirSync(folder).toSorted()).toEqual(['before-migration-from-1-new.db', 'mine.db']);
      await memory.close();
    },
  );
});

describe('what rests on erased words', () => {
  it('blanks the quote alone: the length and the rest of the episode stay (T3)', async () => {
    const memory = await temporaryMemory();
    const sentences = Array.from({ length: 120 }, (_, at) => `Step ${at} takes a while.`);
    const { memories, episodes } = await memory.add({ ...ada, text: sentences.join(' ') });
    const [first, second] = memories;
    await memory.erase(first?.id ?? '');
    const episode = await memory.episode(episodes[0]?.id ?? '');
    expect(episode.text).toHaveLength(sentences.join(' ').length);
    expect(episode.text.slice(0, first?.text.length)).toMatch(/^\u2588+$/);
    expect((await memory.get(second?.id ?? '')).sources[0]?.quote).toBe(second?.text);
  });

  it('takes what was merged into it along, and not the other way round', async () => {
    const memory = await temporaryMemory();
    const long = await note(memory, 'Mia is vegetarian and eats no meat.');
    const short = await note(memory, 'Mia eats no meat.');
    await memory.merge(short, { into: long });
    await memory.erase(short);
    expect((await memory.get(long)).sources).toHaveLength(1);
    expect((await memory.get(long)).sources[0]?.quote).toBe('Mia is vegetarian and eats no meat.');
    const again = await note(memory, 'Mia eats no meat.');
    await memory.merge(again, { into: long });
    expect(await memory.erase(long)).toMatchObject({ memories: 2 });
    await expect(memory.restore(again)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('an episode: memories with other evidence stay, the others go', async () => {
    const memory = await temporaryMemory();
    const say = (...messages: string[]) =>
      memory.add({ ...ada, run_id: 'r', messages: messages.map((content) => ({ content })) });
    const { memories, episodes } = await say('Mia lives in Lisbon.', 'Momo is three.');
    await say('Mia lives in Lisbon.');
    expect(await memory.eraseEpisode(episodes[0]?.id ?? '')).toMatchObject({
      memories: 0,
      rebuilt: 1,
    });
    const kept = await memory.get(memories[0]?.id ?? '');
    expect(kept.sources).toHaveLength(1);
    expect(kept.text).toBe('Mia lives in Lisbon.');
    expect(await memory.eraseEpisode(episodes[1]?.id ?? '')).toMatchObject({ memories: 1 });
    await expect(memory.get(memories[1]?.id ?? '')).rejects.toMatchObject({ code: 'not_found' });
    expect((await memory.search({ ...ada, query: 'Where does Mia live?' })).results).toHaveLength(
      1,
    );
  });

  it('lets a person say it again', async () => {
    const memory = await temporaryMemory();
    const id = await note(memory, 'Mia lives in Lisbon.');
    await memory.erase(id);
    expect(await note(memory, 'Mia lives in Lisbon.')).not.toBe(id);
  });

  it.each([[{}], [{ user_id: '*' }]])('refuses the scope %j', async (scope) => {
    const memory = await temporaryMemory();
    await note(memory, 'Mia lives in Lisbon.');
    await expect(memory.eraseScope(scope)).rejects.toMatchObject({ code: 'invalid_input' });
    expect((await memory.status()).memories.active).toBe(1);
  });
});

describe('a user who goes while a model is asked about them (T3, T8)', () => {
  async function erasedMeanwhile(left: string[]) {
    const data = temporaryDirectory();
    const scope = { user_id: 'zebraquux' };
    let erase: (() => Promise<unknown>) | undefined;
    const { memory, runJobs, asked } = await drawingMemory(
      async (said) => {
        await erase?.();
        return factOfEach(said);
      },
      { data },
    );
    await memory.add({ ...scope, text: 'Quuxonia is where Mia lives.' });
    await runJobs();
    await memory.add({ ...scope, text: 'Quuxonia has a red tower.' });
    for (const cube of left) await memory.add({ ...scope, cube, text: 'The boat is green.' });
    erase = () => memory.eraseScope({ ...scope, cube: `user:${scope.user_id}` });
    if (left.length === 0) erase = () => memory.eraseScope(scope);
    await runJobs();
    erase = undefined;
    await runJobs();
    expect(asked.length).toBeGreaterThan(1);
    const found = async (word: string) =>
      (await everythingIn(data)).filter(({ content }) => content.toLowerCase().includes(word));
    return { memory, found, facts: () => memory.list({ ...scope, cube: 'team' }) };
  }

  it('leaves neither words nor a name, of the jobs either', async () => {
    const { memory, found } = await erasedMeanwhile([]);
    await memory.close();
    expect(await found('quuxonia')).toEqual([]);
    expect(await found('zebraquux')).toEqual([]);
  });

  it('keeps the jobs of one of whom something is left', async () => {
    const { found, facts } = await erasedMeanwhile(['team']);
    expect((await facts()).data.map(({ kind }) => kind).toSorted()).toEqual(['fact', 'statement']);
    expect(await found('quuxonia')).toEqual([]);
  });
});

describe('the search for traces', () => {
  it('finds them when they are there', async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'x'), `\0\0${SECRET}\0`);
    expect(await tracesIn(directory)).not.toEqual([]);
  });
});

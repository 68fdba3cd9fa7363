import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reasons as replayReasons, verdicts } from '../../../../src/model/kept-trace.js';
import { contextSchema, searchSchema } from '../../../../src/model/requests.js';
import { timesAsked, traceSchema } from '../../../../src/model/trace.js';
import { sourceKinds } from '../../../../src/recall/outline/outline.js';
import { channelNames } from '../../../../src/recall/score/channels.js';
import { askedWords } from '../../components/recall/asked-words';
import { channelTable, partOf, reasonsOf } from '../../components/recall/channel-table';
import { differenceOf, movesFrom } from '../../components/recall/compare-answers';
import { askedTerms } from './asked-terms';
import {
  asContextRequest,
  asSearchRequest,
  otherSide,
  readRecallSearch,
  recallSearchOf,
  settingsOf,
} from './recall-params';
import { choices, differences, settingTable } from './setting-table';

type Texts = { [key: string]: string | Texts };

function textsOf(namespace: string): Texts {
  const folder = namespace === 'reasons' ? '../../../../src/texts/en' : '../../i18n/en/later';
  const file = new URL(`${folder}/${namespace}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Texts;
}

/** With the keys below, dots between. */
function textAt(namespace: string, path: string): unknown {
  return path.split('.').reduce<unknown>((texts, key) => (texts as Texts)[key], textsOf(namespace));
}

const hitSchema = traceSchema.shape.hits.element;
const marked = (text: string, terms: string[]) =>
  askedWords(text, terms)
    .filter(({ isAsked }) => isAsked)
    .map(({ text: piece }) => piece);

describe('words for what a trace tells (T5 T7)', () => {
  it('every channel of recall has a name, a meaning and a family', () => {
    expect(Object.keys(channelTable).toSorted()).toEqual([...channelNames].toSorted());
    const wanted = channelNames.flatMap((name) => [
      `channel.${name}.name`,
      `channel.${name}.text`,
      `family.${channelTable[name]}`,
    ]);
    expect(wanted.filter((path) => typeof textAt('reasons', path) !== 'string')).toEqual([]);
  });

  it('every way to a place, kind of source, reason for leaving out and verdict has its words', () => {
    const wanted = [
      ...hitSchema.shape.via.options
        .filter((via) => via !== 'channels')
        .map((via) => ['reasons', `via.${via}`]),
      ...sourceKinds.map((kind) => ['reasons', `source.${kind}`]),
      ...timesAsked.map((time) => ['reasons', `asks.${time}`]),
      ...traceSchema.shape.drops.element.shape.reason.options.map((reason) => [
        'recall',
        `out.reason.${reason}`,
      ]),
      ...['budget', 'repeats', 'min_score'].map((reason) => ['recall', `out.reason.${reason}`]),
      ...['done', 'deadline', 'failed'].map((outcome) => ['recall', `read.rerank_${outcome}`]),
      ...verdicts.flatMap((verdict) => [
        ['searches', `verdict.${verdict}.name`],
        ['searches', `verdict.${verdict}.text`],
      ]),
      ...replayReasons.map((reason) => ['searches', `because.${reason}`]),
      ...settingTable.flatMap(({ name }) => [
        ['recall', `setting.${name}.name`],
        ['recall', `setting.${name}.text`],
      ]),
      ...choices.map(({ name }) => ['recall', `choice.${name}`]),
    ] as [string, string][];
    const missing = wanted.filter(([namespace, path]) => {
      return typeof textAt(namespace, path) !== 'string';
    });
    expect(missing).toEqual([]);
  });

  it('reasons stand by what they add or take away, and their parts make one', () => {
    const channel = (name: string, share: number) => ({
      channel: name,
      weight: 1,
      rank: 1,
      score: 1,
      share,
    });
    const hit = {
      memory_id: 'm',
      score: 0.5,
      fused: 0.5,
      source: 'peers',
      via: 'channels' as const,
      channels: [
        channel('vector', 0.2),
        channel('asks', -0.5),
        channel('context', 0.6),
        channel('date', 0),
      ],
    };
    expect(reasonsOf(hit).map(({ channel: name }) => name)).toEqual(['context', 'asks', 'vector']);
    const parts = reasonsOf(hit).map((reason) => partOf(reason, hit));
    expect(parts.filter((part) => part > 0).reduce((sum, part) => sum + part, 0)).toBeCloseTo(1);
  });
});

describe('the address of the playground (T5)', () => {
  it('what an address holds becomes requests that the server takes', () => {
    const search = readRecallSearch({
      q: 'When did we move?',
      user: 42,
      limit: 5,
      budget: 300,
      min_score: 0.2,
      diversity: 0.4,
      as_of: '2026-01-02T00:00:00.000Z',
      once: true,
      rerank: false,
      filters: { tags: 'home' },
      asked: '2026-02-02T00:00:00.000Z',
    });
    const found = asSearchRequest(search, settingsOf(search), 'ada');
    const block = asContextRequest(search, settingsOf(search), 'ada');
    expect(searchSchema.parse(found)).toMatchObject({ user_id: '42', limit: 5, rerank: false });
    expect(contextSchema.parse(block)).toMatchObject({ budget_tokens: 300, min_score: 0.2 });
    expect(block).not.toHaveProperty('limit');
  });

  it('names the usual user where the address names nobody', () => {
    expect(asSearchRequest({ q: 'x' }, {}, 'ada')).toEqual({ user_id: 'ada', query: 'x' });
    expect(asSearchRequest({ q: 'x' }, {}, undefined)).toEqual({ query: 'x' });
  });

  it('leaves out what makes no sense, and what is the default anyway', () => {
    const raw = {
      q: '',
      limit: 0,
      diversity: 2,
      min_score: 'a',
      as_of: 'never',
      rerank: true,
      b: [],
    };
    expect(readRecallSearch(raw)).toEqual({});
    expect(readRecallSearch({ b: { limit: 10, diversity: 0.5, more: 1 } })).toEqual({
      b: { diversity: 0.5 },
    });
  });

  it.each([{ include_superseded: true }, { include_superseded: false }, {}])(
    'a request that was kept with %j comes back as it was',
    (included) => {
      const request = {
        query: 'Where?',
        user_id: 'ada',
        limit: 3,
        ...included,
        reference_time: '2026-02-02T00:00:00.000Z',
      };
      const search = recallSearchOf(request);
      expect(asSearchRequest(search, settingsOf(search), undefined)).toEqual(request);
    },
  );

  it('tells what held once, what did not, and what is left to the question', () => {
    const asked = choices.map(({ value }) => settingsOf(readRecallSearch({ once: value })));
    expect(asked).toEqual([{}, { once: true }, { once: false }]);
    expect(readRecallSearch({ once: 'maybe' })).toEqual({});
    expect(differences({ once: false }, {}).map(({ name }) => name)).toEqual(['once']);
  });

  it('tells which settings differ', () => {
    const names = differences({ limit: 5, once: true }, { once: true, budget: 200 });
    expect(names.map(({ name }) => name)).toEqual(['limit', 'budget']);
  });
});

describe('two answers side by side (T5)', () => {
  it('each memory tells how it moved', () => {
    const moves = movesFrom(['a', 'b', 'c'], ['c', 'b', 'd', 'a']);
    expect(Object.fromEntries(moves)).toEqual({
      c: { kind: 'up', by: 2, place: 3 },
      b: { kind: 'same' },
      d: { kind: 'only' },
      a: { kind: 'down', by: 3, place: 1 },
    });
  });

  it('counts what is in both, elsewhere, and in one only', () => {
    expect(differenceOf(['a', 'b', 'c'], ['c', 'b', 'd', 'e'])).toEqual({
      both: 2,
      moved: 1,
      onlyA: 1,
      onlyB: 2,
    });
  });
});

describe('the other side of a comparison (T7)', () => {
  it('asks as the page does, but for what it says itself', () => {
    const search = readRecallSearch({
      q: 'tea',
      user: 'ada',
      app: 'cli',
      b: { user: 42, limit: 3 },
    });
    expect(search.b).toEqual({ user: '42', limit: 3 });
    const request = asSearchRequest(otherSide(search), search.b ?? {}, undefined);
    expect(request).toEqual({ query: 'tea', user_id: '42', app_id: 'cli', limit: 3 });
    expect(otherSide(readRecallSearch({ q: 'tea', b: {} }))).toMatchObject({ q: 'tea' });
  });
});

describe('words of the question in a text (T5)', () => {
  it('are found by their stems, with other endings and capitals', () => {
    expect(marked('Charity runs: running, ran, RUN, brunch', ['chariti', 'run'])).toEqual([
      'Charity',
      'runs',
      'running',
      'RUN',
    ]);
  });

  it('are found in text without spaces', () => {
    expect(marked('我妹妹住在里斯本。', ['妹妹', '里斯', '斯本'])).toEqual(['妹妹', '里斯本']);
  });

  it('do not take short terms for beginnings, and keep the text whole', () => {
    expect(marked('is it Isolde', ['is'])).toEqual(['is']);
    const text = 'Zoë’s café – 3 €, ok?';
    expect(
      askedWords(text, ['cafe'])
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
    expect(marked(text, ['cafe'])).toEqual(['café']);
  });

  it('are told as they were written, each once, and their stems apart', () => {
    const term = (name: string, more: object) => ({ term: name, documents: 1, idf: 1, ...more });
    const { words, forms } = askedTerms([
      term('appl', { word: 'apples', documents: 2 }),
      term('email', { word: 'e-mail' }),
      term('mail', { word: 'e-mail', documents: 3 }),
      term('妹妹', { word: '妹妹' }),
      term('fruit', { stands_for: 'appl' }),
    ]);
    expect(words.map(({ word, documents }) => [word, documents])).toEqual([
      ['apples', 2],
      ['e-mail', 1],
      ['妹妹', 1],
    ]);
    expect(forms.map(({ term: name, word, isOther }) => [name, word, isOther])).toEqual([
      ['appl', 'apples', false],
      ['email', 'e-mail', false],
      ['mail', 'e-mail', false],
      ['fruit', 'apples', true],
    ]);
    // Kept by an older version.
    expect(askedTerms([term('appl', {})])).toMatchObject({ words: [{ word: 'appl' }], forms: [] });
  });
});

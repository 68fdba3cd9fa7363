import { describe, expect, it } from 'vitest';
import {
  planWindows,
  splitWindow,
  type Window,
  type WindowOptions,
} from '../../src/ingest/extract/windows.js';
import { episodeOf } from './episodes.js';

const options: WindowOptions = { mostTokens: 200, overlapTurns: 4 };

const turns = (count: number, session = 'one') =>
  Array.from({ length: count }, (_, ord) =>
    episodeOf(
      `${session}-${ord}`,
      `Turn number ${ord} tells of the harbour and of the old boats.`,
      {
        session,
        ord,
      },
    ),
  );

const newIn = ({ pieces }: Window) =>
  pieces.filter(({ isNew }) => isNew).map(({ episode, start, end }) => [episode.id, start, end]);

describe('windows (B7)', () => {
  it('shows every turn as new once, in order, in windows of about the same size', () => {
    const all = turns(40);
    const windows = planWindows(all, options);
    expect(windows.flatMap(newIn)).toEqual(all.map(({ id, text }) => [id, 0, text.length]));
    const sizes = windows.map(({ tokens }) => tokens);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(200);
    expect(Math.min(...sizes)).toBeGreaterThan(Math.max(...sizes) / 2);
  });

  it('begins with turns of the same session before it, which are not new', () => {
    const [, second] = planWindows(turns(40), options);
    const before = second?.pieces.filter(({ isNew }) => !isNew) ?? [];
    expect(before.length).toBeGreaterThan(0);
    expect(before.length).toBeLessThanOrEqual(4);
    const [first] = second?.pieces.filter(({ isNew }) => isNew) ?? [];
    expect(before.at(-1)?.episode.ord).toBe((first?.episode.ord ?? 0) - 1);
  });

  it('has what was said before the first turn from earlier', () => {
    const earlier = new Map([['one', turns(2)]]);
    const [window] = planWindows([episodeOf('new', 'And then we sailed away.')], options, earlier);
    expect(window?.pieces.map(({ episode, isNew }) => [episode.id, isNew])).toEqual([
      ['one-0', false],
      ['one-1', false],
      ['new', true],
    ]);
  });

  it('shows what comes from outside in windows of its own, and never before the words of the user (T8)', () => {
    const all = turns(6).map((episode, at) =>
      at % 2 === 0 ? episode : { ...episode, trust: 'outside' as const },
    );
    const earlier = new Map([
      ['one', [episodeOf('page', 'A page.', { trust: 'outside' }), episodeOf('said', 'I say.')]],
    ]);
    const shown = planWindows(all, options, earlier).map(({ pieces }) =>
      pieces.map(({ episode, isNew }) => [episode.id, isNew]),
    );
    expect(shown).toEqual([
      [
        ['said', false],
        ['one-0', true],
        ['one-2', true],
        ['one-4', true],
      ],
      [
        ['page', false],
        ['said', false],
        ['one-0', false],
        ['one-1', true],
        ['one-3', true],
        ['one-5', true],
      ],
    ]);
  });

  it('puts many short sessions into one window', () => {
    const notes = Array.from({ length: 9 }, (_, at) =>
      episodeOf(`note-${at}`, `Note number ${at} on boats.`, { session: `s${at}`, kind: 'note' }),
    );
    expect(planWindows(notes, options)).toHaveLength(1);
  });

  it('cuts a long text at sentences and says where it ends', () => {
    const sentence = 'The harbour of the old town is quiet in the early hours of the day. ';
    const long = episodeOf('long', sentence.repeat(60).trim());
    const windows = planWindows([...turns(1), long], options);
    const pieces = windows.flatMap(newIn).filter(([id]) => id === 'long');
    expect(pieces.length).toBeGreaterThan(2);
    for (const [, start, end] of pieces as [string, number, number][]) {
      expect(long.text.slice(start, end)).toMatch(/^The .*day\.$/s);
    }
    const last = windows.findIndex(({ completes }) => completes.includes('long'));
    expect(last).toBe(windows.length - 1);
  });

  it('cuts a long text the same way beside other company, so that work is known again', () => {
    const sentence = 'The harbour of the old town is quiet in the early hours of the day. ';
    const long = episodeOf('long', sentence.repeat(60).trim());
    const alone = planWindows([long], options).map(newIn);
    const beside = planWindows([...turns(5), long], options).map(newIn);
    expect(beside.slice(-alone.length)).toEqual(alone);
  });

  it('splits a window in two that show all of it', () => {
    const [window] = planWindows(turns(6), options);
    const halves = splitWindow(window as Window, options) ?? [];
    expect(halves).toHaveLength(2);
    expect(halves.flatMap(newIn)).toEqual(newIn(window as Window));
    expect(halves.flatMap(({ completes }) => completes)).toEqual(window?.completes);
  });

  it('cannot split a single short sentence', () => {
    const [window] = planWindows([episodeOf('one', 'Mia lives in Lisbon.')], options);
    expect(splitWindow(window as Window, options)).toBeUndefined();
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { lineOf, ProgressLine, wantsProgress } from '../../src/cli/progress.js';
import { runProgram } from '../../src/cli/program.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

const CLEAR = '\r\u001B[K';
const atOnce = { patience: 0, pause: 1 };

function terminal(columns = 80) {
  let text = '';
  return { columns, write: (more: string) => (text += more), text: () => text };
}

/** Until it has drawn something. */
async function drawn(screen: { text(): string }, words: string): Promise<void> {
  while (!screen.text().includes(words)) await wait(1);
}

describe('a progress line', () => {
  it('is drawn over itself, and gone when the work is done', async () => {
    const screen = terminal();
    const result = await new ProgressLine(screen, atOnce).during('Adding', async (report) => {
      report({ done: 1, total: 4 });
      await drawn(screen, ' 25 %');
      report({ done: 4, total: 4 });
      await drawn(screen, '100 %');
      return 'result';
    });
    expect(result).toBe('result');
    expect(screen.text().endsWith(CLEAR)).toBe(true);
    expect(screen.text()).not.toContain('\n');
  });

  it('goes when the work fails, and leaves the error alone', async () => {
    const screen = terminal();
    const line = new ProgressLine(screen, atOnce);
    const work = line.during('Adding', async () => {
      await drawn(screen, 'Adding');
      throw new Error('broken');
    });
    await expect(work).rejects.toThrow('broken');
    expect(screen.text().endsWith(CLEAR)).toBe(true);
  });

  it('never breaks over the width of the terminal', async () => {
    const screen = terminal(10);
    await new ProgressLine(screen, atOnce).during('Looking for secrets', () =>
      drawn(screen, 'Looking'),
    );
    const lines = screen.text().split(CLEAR);
    expect(Math.max(...lines.map((line) => line.length))).toBe(9);
  });

  it.each([
    [{ doing: 'Scanning' }, 'Scanning  2 s'],
    [{ doing: 'Adding', done: 12_345 }, 'Adding  12,345  2 s'],
    [{ doing: 'Adding', done: 3_145_728, unit: 'bytes' }, 'Adding  3.0 MiB  2 s'],
    [
      { doing: 'Asking', done: 1, total: 2 },
      `Asking  ${'█'.repeat(12)}${'░'.repeat(12)}  50 %  1 of 2`,
    ],
    [{ doing: 'Adding', done: 9, total: 2 }, `Adding  ${'█'.repeat(24)} 100 %  9 of 2`],
  ] as const)('tells %j', (step, expected) => {
    expect(lineOf(step, 2_400)).toBe(expected);
  });

  it('is for terminals that somebody watches', () => {
    expect(wantsProgress({ isTTY: true }, {})).toBe(true);
    expect(wantsProgress({ isTTY: true }, { CI: 'true' })).toBe(false);
    expect(wantsProgress({}, {})).toBe(false);
  });
});

describe('commands that show progress', () => {
  const batch = Array.from({ length: 400 }, (_, n) => `{"text":"Note ${n} is about Lisbon."}\n`);

  async function addBatch(more: string[], progress?: ProgressLine) {
    const folder = temporaryDirectory();
    const file = join(folder, 'batch.ndjson');
    writeFileSync(file, batch.join(''));
    let out = '';
    const streams = { out: (text: string) => void (out += text), err: () => undefined, progress };
    const argv = ['add', '--batch', file, '--data', join(folder, 'data'), ...more];
    expect(await runProgram(argv, streams)).toBe(0);
    // The batch has an id of its own each time.
    return out.replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, 'ID');
  }

  it('answer the same with it and without', async () => {
    const screen = terminal();
    const watched = await addBatch([], new ProgressLine(screen, atOnce));
    expect(screen.text()).toContain('Adding');
    expect(watched).toBe(await addBatch([]));
    expect(watched).toContain('400 kept');
  });

  it('show none with --json', async () => {
    const screen = terminal();
    await addBatch(['--json'], new ProgressLine(screen, atOnce));
    expect(screen.text()).toBe('');
  });
});

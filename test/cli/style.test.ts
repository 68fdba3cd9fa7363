import { describe, expect, it } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import { paintFor, plain, wantsColour } from '../../src/cli/style.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

const ESCAPE = '\u001B[';
const tty = { isTTY: true };

async function run(colours: { out: boolean; err: boolean }, ...argv: string[]) {
  let out = '';
  let err = '';
  const streams = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    colours,
  };
  const code = await runProgram(argv, streams);
  return { code, out, err };
}

function bare(text: string): string {
  // oxlint-disable-next-line no-control-regex -- the colours themselves
  return text.replaceAll(/\u001B\[\d+m/g, '');
}

describe('colours are wanted', () => {
  it.each([
    ['on a terminal', tty, {}, true],
    ['not in a file or a pipe', {}, {}, false],
    ['not with NO_COLOR', tty, { NO_COLOR: '1' }, false],
    ['also with an empty NO_COLOR', tty, { NO_COLOR: '' }, true],
    ['not on a dumb terminal', tty, { TERM: 'dumb' }, false],
    ['where FORCE_COLOR says so', {}, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    ['not where FORCE_COLOR says no', tty, { FORCE_COLOR: '0' }, false],
  ] as const)('%s', (_, stream, environment, expected) => {
    expect(wantsColour(stream, environment)).toBe(expected);
  });
});

describe('colours in answers', () => {
  it('tell nothing that the text does not', async () => {
    const data = ['--data', temporaryDirectory(), '--timezone', 'UTC'];
    await run({ out: false, err: false }, 'add', 'Mia lives in Lisbon.', ...data);
    const search = ['search', 'Where does Mia live?', '--explain', ...data];
    const coloured = await run({ out: true, err: false }, ...search);
    const uncoloured = await run({ out: false, err: true }, ...search);
    const untimed = (text: string) => text.replace(/^took ms.*$/m, '');
    expect(coloured.out).toContain(ESCAPE);
    expect(uncoloured.out).not.toContain(ESCAPE);
    expect(untimed(bare(coloured.out))).toBe(untimed(uncoloured.out));
  });

  it('are never in JSON', async () => {
    const data = temporaryDirectory();
    const { out } = await run({ out: true, err: true }, 'status', '--json', '--data', data);
    expect(out).not.toContain(ESCAPE);
    const { err } = await run({ out: true, err: true }, 'get', 'none', '--json', '--data', data);
    expect(err).not.toContain(ESCAPE);
  });

  it('mark the title of an error, on a stream that takes them', async () => {
    const argv = ['get', 'none', '--data', temporaryDirectory()];
    const coloured = await run({ out: false, err: true }, ...argv);
    const uncoloured = await run({ out: true, err: false }, ...argv);
    expect(coloured.err.startsWith(ESCAPE)).toBe(true);
    expect(uncoloured.err).not.toContain(ESCAPE);
    expect(bare(coloured.err)).toBe(uncoloured.err);
  });

  it('cannot be brought in by a stored text', async () => {
    const data = ['--data', temporaryDirectory()];
    await run({ out: true, err: true }, 'add', `Mia ${ESCAPE}31mlives in Lisbon.`, ...data);
    const { out } = await run({ out: false, err: false }, 'list', ...data);
    expect(out).not.toContain(ESCAPE);
  });

  it('end where they began', () => {
    expect(paintFor(true)('fault', 'x')).toMatch(/x.+$/u);
    expect(paintFor(false)).toBe(plain);
  });
});

import { describe, expect, it } from 'vitest';
import { estimateTokens } from '../language/tokens.js';
import { type Chunk, chunkDocument, type ChunkOptions } from './chunk-document.js';

const markdown = (text: string, options: Partial<ChunkOptions> = {}) =>
  chunkDocument(text, { type: 'markdown', ...options });
const plain = (text: string, options: Partial<ChunkOptions> = {}) =>
  chunkDocument(text, { type: 'text', ...options });
const shown = (text: string, chunks: readonly Chunk[]) =>
  chunks.map(({ start, end }) => text.slice(start, end));
const lines = (count: number, line: string) =>
  Array.from({ length: count }, (_, at) => `${line} ${at}`).join('\n');
const sentence = (at: number) => `Sentence number ${at} says that the boat left the harbour early.`;
const prose = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => sentence(from + at)).join(' ');

/** Numerical Recipes' small generator, so that a failure comes back. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const scraps = [
  '# Title\n',
  '## Sub #\n\n',
  'Setext\n===\n',
  'Two\nlines\n---\n',
  '###### Deep\r\n',
  '#no heading\n',
  'A sentence. And another one! ',
  'word ',
  '\n',
  '\n\n',
  '\r\n',
  '   \t\n',
  '- item one\n- item two\n  - nested\n',
  '12. twelfth\n\n    its second paragraph\n',
  '> quoted\n> # no heading\n',
  '```js\n# no heading\n\nconst a = 1;\n```\n',
  '~~~\nnever closed\n',
  '  ```\n  in an item\n',
  '> ```\n> quoted code\n',
  '| a | b |\n|---|---|\n| 1 | 2 |\n',
  '<!-- # hidden\n\n-->\n',
  '<pre>\n',
  '---\n',
  '你好。我们明天去喝茶，好吗？',
  '👩‍👩‍👧‍👦',
  'é'.normalize('NFD'),
  'x'.repeat(90),
  '\u00a0\u3000',
];

function expectTiles(text: string, chunks: readonly Chunk[]): void {
  let last = 0;
  for (const { start, end, overlapStart } of chunks) {
    expect(text.slice(last, start).trim()).toBe('');
    expect(start).toBeGreaterThanOrEqual(last);
    expect(text.slice(start, end).trim()).not.toBe('');
    expect(text.slice(start, end).isWellFormed()).toBe(true);
    expect(overlapStart).toBeLessThanOrEqual(start);
    last = end;
  }
  expect(text.slice(last).trim()).toBe('');
  for (const [at, chunk] of chunks.entries()) {
    if (chunk.overlapStart === chunk.start) continue;
    const { start, end } = chunks[at - 1] as Chunk;
    expect(chunk.overlapStart).toBeGreaterThanOrEqual(start + (end - start) / 2);
  }
}

describe('chunks tile the text', () => {
  it.each(['markdown', 'text'] as const)('random %s', (type) => {
    const below = random(20_260_304);
    for (let round = 0; round < 400; round++) {
      let text = below(8) === 0 ? '\ufeff' : '';
      if (below(8) === 0) text += '---\ntitle: x\n---\n';
      for (let left = below(40); left > 0; left--) text += scraps[below(scraps.length)];
      const chunks = chunkDocument(text, { type, target: 1 + below(80), overlap: below(30) });
      expectTiles(text, chunks);
    }
  });

  it.each(['', ' ', '\n\n\t\r\n', '\ufeff', '\ufeff \n'])('nothing to say: %j', (text) => {
    expect(markdown(text)).toEqual([]);
    expect(plain(text)).toEqual([]);
  });

  it('CRLF and the mark of byte order', () => {
    const text = '\ufeff---\r\na: 1\r\n---\r\n# One\r\n\r\ntext\r\n\r\n# Two\r\nmore\r\n';
    const chunks = markdown(text);
    expect(shown(text, chunks)).toEqual([
      '---\r\na: 1\r\n---',
      '# One\r\n\r\ntext',
      '# Two\r\nmore',
    ]);
    expect(chunks.map(({ headings }) => headings)).toEqual([[], ['One'], ['Two']]);
  });

  it('a line of 200,000 characters', () => {
    for (const text of [
      'x'.repeat(200_000),
      'word '.repeat(40_000),
      '我'.repeat(200_000),
      `# ${'x'.repeat(199_998)}`,
      `\`\`\`\n${'x'.repeat(200_000)}\n\`\`\``,
    ]) {
      const chunks = markdown(text);
      expectTiles(text, chunks);
      expect(chunks.length).toBeGreaterThan(50);
      for (const one of shown(text, chunks)) expect(estimateTokens(one)).toBeLessThan(400);
      expect(plain(text).length).toBeGreaterThan(50);
    }
  });

  it('characters of several code points stay whole', () => {
    const family = '👩‍👩‍👧‍👦';
    const text = family.repeat(2_000);
    for (const one of shown(text, plain(text, { target: 60 }))) {
      expect(one.length % family.length).toBe(0);
    }
    const marked = 'ế'.normalize('NFD').repeat(2_000);
    for (const one of shown(marked, plain(marked, { target: 60 }))) expect(one).toMatch(/^e/);
  });
});

describe('headings', () => {
  it('the path of those in force', () => {
    const text =
      'Before.\n\n# Install #\n\nAll.\n\n## On Linux\n\napt\n\n## On Mac\n\nbrew\n\n# Use\n\nrun\n';
    expect(markdown(text).map(({ headings }) => headings)).toEqual([
      [],
      ['Install'],
      ['Install', 'On Linux'],
      ['Install', 'On Mac'],
      ['Use'],
    ]);
  });

  it('setext, of one line and of two', () => {
    const text =
      'Guide\n=====\n\nHello.\n\nFirst\nsteps\n---\n\nGo.\n\n- item\n---\n\nStill there.';
    const chunks = markdown(text);
    expect(chunks.map(({ headings }) => headings)).toEqual([['Guide'], ['Guide', 'First steps']]);
    expect(shown(text, chunks)[1]).toBe('First\nsteps\n---\n\nGo.\n\n- item\n---\n\nStill there.');
  });

  it('what only looks like one', () => {
    const text =
      '# Real\n\n```sh\n# a comment\n```\n\n~~~\n## x\n```\n## y\n~~~\n\n    # indented\n\n> # quoted\n\n#hashtag\n\n<!--\n# hidden\n-->\n\n- a\n\n  ```\n# of the next line\n';
    const chunks = markdown(text);
    expect(chunks.map(({ headings }) => headings)).toEqual([['Real'], ['of the next line']]);
  });

  it('none is left alone at the end of a chunk', () => {
    const text = `# Book\n\n## Chapter\n\n### Part\n\n${prose(40)}\n\n### Next\n\n${prose(40)}`;
    const chunks = markdown(text);
    expect(chunks[0]?.headings).toEqual(['Book', 'Chapter', 'Part']);
    for (const one of shown(text, chunks)) expect(one).not.toMatch(/#[^\n]*$/);
    expect(shown(text, chunks)[0]).toMatch(
      /^# Book\n\n## Chapter\n\n### Part\n\nSentence number 0/,
    );
  });

  it('stay with code that is large', () => {
    const code = `\`\`\`\n${lines(60, 'call(this.value)')}\n\`\`\``;
    const text = `## Example\n\n${code}\n\nAfter.`;
    expect(shown(text, markdown(text, { target: 300 }))).toEqual([
      `## Example\n\n${code}`,
      'After.',
    ]);
  });

  it('many without a text', () => {
    const text = Array.from({ length: 500 }, (_, at) => `## Heading ${at}`).join('\n\n');
    const chunks = markdown(text);
    expectTiles(text, chunks);
    for (const one of shown(text, chunks)) expect(estimateTokens(one)).toBeLessThan(350);
  });
});

describe('blocks', () => {
  it('front matter is a chunk of its own', () => {
    const text = '---\ntitle: Trip\ntags: [a]\n---\n# Trip\n\nWe went.';
    expect(shown(text, markdown(text))).toEqual([
      '---\ntitle: Trip\ntags: [a]\n---',
      '# Trip\n\nWe went.',
    ]);
    expect(markdown(text)[1]?.overlapStart).toBe(markdown(text)[1]?.start);
    const rules = '---\n\nA text between rules.\n\n---\n';
    expect(markdown(rules)).toHaveLength(1);
  });

  it('small ones are joined up to the target', () => {
    const text = Array.from({ length: 30 }, (_, at) => sentence(at)).join('\n\n');
    const chunks = markdown(text, { target: 100 });
    const sizes = shown(text, chunks).map(estimateTokens);
    for (const size of sizes) expect(size).toBeLessThanOrEqual(100);
    for (const size of sizes.slice(0, -1)) expect(size).toBeGreaterThan(70);
    for (const one of shown(text, chunks)) expect(one).toMatch(/^Sentence.*early\.$/s);
  });

  it('code stays whole up to twice the target, then is cut at line ends', () => {
    const code = (count: number) => `\`\`\`js\n${lines(count, 'const value = next();')}\n\`\`\``;
    const text = `${prose(3)}\n\n${code(40)}\n\n${prose(3)}\n\n${code(200)}\n\n${prose(3)}`;
    const chunks = markdown(text, { target: 250, overlap: 0 });
    expectTiles(text, chunks);
    const pieces = shown(text, chunks);
    expect(estimateTokens(code(40))).toBeGreaterThan(250);
    expect(pieces).toContain(code(40));
    const ofLarge = pieces.filter(
      (piece) => piece.startsWith('const') || piece.includes('next(); 199'),
    );
    expect(ofLarge.length).toBeGreaterThan(2);
    for (const piece of ofLarge) expect(piece).toMatch(/^const value[^]*; \d+(?:\n```\n[^]*)?$/);
  });

  it('a fence in a list ends with its item, one in a quotation with the quotation', () => {
    const text =
      '1. Do\n\n   ```sh\n   # no heading\n\n   run\n\n# One\n\n> ```\n> # no\n\n# Two\n\nx';
    expect(markdown(text).map(({ headings }) => headings)).toEqual([[], ['One'], ['Two']]);
  });

  it('a table stays whole', () => {
    const row = '| alpha | beta gamma | delta |';
    const table = `| a | b | c |\n| --- | :-: | ---: |\n${Array(16).fill(row).join('\n')}`;
    const text = `${prose(6)}\n\n${table}\n\n${prose(6)}`;
    expect(shown(text, markdown(text, { target: 150 }))).toContain(table);
  });

  it('a large list is cut between its outer items, nested ones go with theirs', () => {
    const item = (at: number) => `- Item ${at} of the list\n  - nested once\n    1. nested twice`;
    const text = Array.from({ length: 30 }, (_, at) => item(at)).join('\n');
    const chunks = markdown(text, { target: 120, overlap: 0 });
    expect(chunks.length).toBeGreaterThan(3);
    for (const one of shown(text, chunks)) expect(one).toMatch(/^- Item[^]*nested twice$/);
    const deep = `- Outer\n${Array.from({ length: 40 }, (_, at) => `    - inner item number ${at}`).join('\n')}`;
    for (const one of shown(deep, markdown(deep, { target: 60, overlap: 0 })).slice(1)) {
      expect(one).toMatch(/^ {4}- inner[^]*\d$/);
    }
  });

  it('paragraphs of a plain text are cut at sentences, not at broken lines', () => {
    const text = prose(60).replaceAll('boat left', 'boat\nleft');
    const chunks = plain(text, { target: 100 });
    for (const one of shown(text, chunks)) expect(one).toMatch(/^Sentence[^]*early\.$/);
    expect(plain('# no heading\n\n```\nno code')[0]?.headings).toEqual([]);
  });

  it('Chinese without spaces', () => {
    const text = '我们明天早上八点在车站见面，然后一起去爬山。他说他不喜欢绿茶！'.repeat(100);
    const chunks = plain(text);
    expectTiles(text, chunks);
    for (const one of shown(text, chunks)) {
      expect(one).toMatch(/[。！]$/);
      expect(estimateTokens(one)).toBeLessThanOrEqual(350);
    }
  });
});

describe('overlap', () => {
  const overlaps = (text: string, chunks: readonly Chunk[]) =>
    chunks.map(({ overlapStart, start }) => text.slice(overlapStart, start).trim());

  it('whole sentences of the chunk before, within the bound', () => {
    const text = prose(80);
    const chunks = plain(text, { target: 120, overlap: 40 });
    const [first, ...others] = overlaps(text, chunks);
    expect(first).toBe('');
    for (const overlap of others) {
      expect(overlap).toMatch(/^Sentence.*early\.$/);
      expect(estimateTokens(overlap)).toBeLessThanOrEqual(40);
    }
    expect(overlaps(text, plain(text, { overlap: 0 })).join('')).toBe('');
  });

  it('at most half of the chunk before', () => {
    const text = `# A\n\nOne. Two. Three. Four.\n\n## B\n\nFive.`;
    const [, second] = markdown(text, { overlap: 1_000 });
    const overlap = text.slice(second?.overlapStart, second?.start).trim();
    expect(overlap).toBe('Three. Four.');
  });

  it('not across an outermost heading, and no headings, code or tables', () => {
    const text =
      '# A\n\nOne more. Said in A.\n\n# A\n\nNew. Here.\n\n```\ncode\n```\n\n## Sub\n\nLast words.';
    expect(overlaps(text, markdown(text))).toEqual(['', '', '']);
  });
});

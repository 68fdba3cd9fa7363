import { describe, expect, it } from 'vitest';
import { valuesIn } from './near-json.js';

const values = (answer: string) => valuesIn(answer).map(({ value }) => value);
const tea = { items: [{ text: 'Mia drinks tea', sure: true }] };

describe('models/near-json: what models answer in place of JSON (B12)', () => {
  it.each([
    ['as it should be', '{"items":[{"text":"Mia drinks tea","sure":true}]}', false],
    ['a fence', '```json\n{"items":[{"text":"Mia drinks tea","sure":true}]}\n```', false],
    ['a fence without an end', '```\n{"items":[{"text":"Mia drinks tea","sure":true}]}', false],
    [
      'prose',
      'Sure [really]! Here:\n{"items":[{"text":"Mia drinks tea","sure":true}]}\nOK?',
      false,
    ],
    ['bare names', '{items: [{text: "Mia drinks tea", sure: true}]}', true],
    ['single quotes', "{'items': [{'text': 'Mia drinks tea', 'sure': True}]}", true],
    ['commas too many', '{"items":[{"text":"Mia drinks tea","sure":true,},],}', true],
    ['comments', '{"items":[ // one\n{"text":"Mia drinks tea","sure":true}]}', true],
    ['commas too few', '{"items":[{"text":"Mia drinks tea"\n"sure":true}]}', true],
    ['a text that holds it', JSON.stringify(JSON.stringify(tea)), false],
  ])('%s', (_, answer, mended) => {
    const found = valuesIn(answer).at(-1);
    expect(found?.value).toEqual(tea);
    expect(found).toMatchObject({ mended, truncated: false });
  });

  it('reads apostrophes and brackets inside of texts as what they are', () => {
    expect(values(`{'text': 'Mia's cup ]} is hers', 'n': None}`)).toEqual([
      { text: "Mia's cup ]} is hers", n: null },
    ]);
    expect(values('{"text":"a \\" } ] b"}')).toEqual([{ text: 'a " } ] b' }]);
  });

  it.each([
    ['in a text', '{"items":[{"text":"one","q":["a"]},{"text":"two","q":["b","c', [1]],
    ['after a name', '{"items":[{"text":"one","q":["a"]},{"text":', [1]],
    ['after an entry', '{"items":[{"text":"one","q":["a"]}', [1]],
    ['after a comma', '{"items":[{"text":"one","q":["a"]},', [1]],
    ['in the first entry', '{"items":[{"text":"one","q":["a"', []],
  ])('leaves out what was begun last where it breaks off %s', (_, answer, kept) => {
    const [found] = valuesIn(answer);
    const items = (found?.value as { items: unknown[] } | undefined)?.items ?? [];
    expect(items).toEqual(kept.map(() => ({ text: 'one', q: ['a'] })));
    if (kept.length > 0) expect(found).toMatchObject({ truncated: true });
  });

  it.each([
    ['JSON', (value: unknown) => JSON.stringify(value)],
    ['JSON in lines', (value: unknown) => JSON.stringify(value, undefined, 2)],
    ['bare names', (value: unknown) => JSON.stringify(value).replaceAll(/"([a-z]+)":/g, '$1:')],
    ['Python', (value: unknown) => inPython(value)],
  ])('keeps only whole entries, wherever it breaks off: %s', (_, write) => {
    const items = [
      { text: "Mia's cup, [blue]: hers", quotes: [{ ref: 'e1', text: 'a "cup" }' }], sure: true },
      { text: 'Second\nline', quotes: [], sure: null },
      {
        text: '第三',
        quotes: [
          { ref: 'e2', text: '茶' },
          { ref: 'e3', text: 'x' },
        ],
        sure: false,
      },
    ];
    const answer = write({ items });
    for (let end = 0; end < answer.length; end++) {
      const [found] = valuesIn(answer.slice(0, end));
      const kept = (found?.value as { items?: unknown[] } | undefined)?.items ?? [];
      expect(kept).toEqual(items.slice(0, kept.length));
      expect(found?.truncated ?? true).toBe(true);
    }
    expect(values(answer)).toEqual([{ items }]);
  });

  it('finds all that an answer holds, in order', () => {
    expect(values('First {"a":1}, no: {"a":2} [3]')).toEqual([{ a: 1 }, { a: 2 }, [3]]);
  });

  it.each(['', 'no', '}{', '[', '"{"', '{{{{', '['.repeat(100_000), '{"a":'.repeat(50_000)])(
    'finds nothing, and does not fail, in %.12s',
    (answer) => {
      expect(values(answer).flat()).toEqual([]);
    },
  );
});

function inPython(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inPython).join(', ')}]`;
  if (typeof value === 'string') {
    const text = value.replaceAll('\n', String.raw`\n`);
    return text.includes("'") ? `"${text.replaceAll('"', String.raw`\"`)}"` : `'${text}'`;
  }
  if (typeof value !== 'object') return value === true ? 'True' : 'False';
  if (value === null) return 'None';
  const fields = Object.entries(value).map(([key, field]) => `'${key}': ${inPython(field)}`);
  return `{${fields.join(', ')}}`;
}

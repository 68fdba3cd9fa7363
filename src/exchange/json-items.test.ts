import { describe, expect, it } from 'vitest';
import { jsonItems } from './json-items.js';

async function itemsOf(text: string, size = 3) {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  );
  const items: [string, unknown][] = [];
  for await (const { field, value } of jsonItems(chunks)) items.push([field, value]);
  return items;
}

describe('large JSON, item by item (D8)', () => {
  it('reads an array, wherever its bytes are cut', async () => {
    const value = [{ a: 'x,]"}\\' }, [1, [2]], 'é, "', null, 3.5];
    for (const size of [1, 2, 3, 7, 100]) {
      expect(await itemsOf(JSON.stringify(value), size)).toEqual(value.map((one) => ['', one]));
    }
  });

  it('reads fields, and arrays that are fields item by item', async () => {
    const value = { user: { id: 1 }, memories: [{ id: 'a' }, { id: 'b' }], none: [], n: 2 };
    const items = [
      ['user', { id: 1 }],
      ['memories', { id: 'a' }],
      ['memories', { id: 'b' }],
      ['n', 2],
    ];
    expect(await itemsOf(JSON.stringify(value, null, 2))).toEqual(items);
    expect(await itemsOf(`\uFEFF${JSON.stringify(value)}`)).toEqual(items);
  });

  it('refuses what ends too early', async () => {
    await expect(itemsOf('{"memories": [{"id": 1}')).rejects.toThrow('ends too early');
  });
});

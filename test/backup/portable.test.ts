import { copyFileSync, cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMemory } from '../../src/compose.js';
import { Writer } from '../helpers/crash-check.mjs';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

const question = { user_id: 'ada', query: 'Where does Mia live?' };

/** With words, vectors, history and a file. */
async function filled(): Promise<string> {
  const data = temporaryDirectory();
  const memory = await createMemory({ data, timezone: 'UTC' });
  const { memories } = await memory.add({ user_id: 'ada', text: 'My sister Mia lives in Porto.' });
  await memory.update(memories[0]?.id ?? '', { text: 'My sister Mia lives in Lisbon.' });
  await memory.close();
  mkdirSync(join(data, 'attachments'));
  writeFileSync(join(data, 'attachments', 'file'), 'bytes');
  return data;
}

describe('the data directory is portable (D8)', () => {
  it('a closed one is served from a copy of its files at another path', async () => {
    const data = await filled();
    expect(readdirSync(data).toSorted()).toEqual(['attachments', 'tulving.db']);
    const stick = join(temporaryDirectory(), 'a stick', 'memory');
    cpSync(data, stick, { recursive: true });
    const memory = await createMemory({ data: stick, timezone: 'UTC' });
    const { results } = await memory.search(question);
    expect(results[0]?.text).toBe('My sister Mia lives in Lisbon.');
    expect(await memory.history(results[0]?.id ?? '')).toHaveLength(2);
    await memory.close();
    // Both go on by themselves.
    const first = await createMemory({ data, timezone: 'UTC' });
    await first.add({ user_id: 'ada', text: 'I like tea.' });
    expect((await first.list({ user_id: 'ada' })).data).toHaveLength(2);
    await first.close();
  });

  it('one that was not closed is whole when its -wal comes along', async () => {
    const data = temporaryDirectory();
    const writer = new Writer(data, 1);
    await writer.started();
    const steps = await writer.kill();
    expect(readdirSync(data)).toContain('tulving.db-wal');
    const stick = temporaryDirectory();
    for (const name of ['tulving.db', 'tulving.db-wal']) {
      copyFileSync(join(data, name), join(stick, name));
    }
    const memory = await createMemory({ data: stick, timezone: 'UTC' });
    const { id } = steps.at(-1) as { id: string };
    expect((await memory.history(id)).length).toBeGreaterThan(0);
    for (const { name, ok } of await memory.check()) expect([name, ok]).toEqual([name, true]);
    await memory.close();
  });

  it('nothing in it names where it lay', async () => {
    const data = await filled();
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(join(data, 'tulving.db')).toString('latin1')).not.toContain(data);
  });
});

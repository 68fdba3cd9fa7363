import { describe, expect, it } from 'vitest';
import { converse } from '../../src/cli/chat/converse.js';
import { Output } from '../../src/cli/output.js';
import { TulvingError } from '../../src/errors.js';
import type { Memory } from '../../src/memory.js';
import type { ChatRequest } from '../../src/model/chat.js';
import { runCli } from '../helpers/cli.js';
import { listening } from '../helpers/listening.js';
import { ScriptedModel } from '../helpers/scripted-model.js';
import { temporaryMemory } from '../helpers/temporary-memory.js';

const knowing = () =>
  new ScriptedModel(({ prompt }) =>
    prompt.includes('Lisbon') ? 'In Lisbon [m1].' : 'I do not know.',
  );

/** Says these lines, one after the other. @returns what was written */
async function conversation(memory: Memory, said: readonly string[], request: ChatRequest = {}) {
  let written = '';
  const output = new Output({
    json: false,
    timezone: 'UTC',
    write: (text) => void (written += text),
  });
  const rest = [...said];
  await converse({
    door: memory,
    request,
    sources: false,
    output,
    lines: { next: () => Promise.resolve(rest.shift()) },
  });
  return written;
}

describe('tulving chat (B6)', () => {
  it('answers one question, with its sources where they are asked for', async () => {
    const { url, memory } = await listening({}, { llm: knowing() });
    await memory.add({ user_id: 'default', text: 'Mia lives in Lisbon.' });
    const ask = ['chat', 'Where does Mia live?', '--no-remember', '--url', url];
    expect(await runCli(...ask)).toEqual({ code: 0, out: 'In Lisbon [m1].\n', err: '' });
    const { out } = await runCli(...ask, '--sources');
    expect(out).toMatch(/^In Lisbon \[m1\]\.\n\[m1\] Mia lives in Lisbon\. · [0-9a-f-]{36}\n$/);
    const { out: json } = await runCli(...ask, '--json');
    expect(JSON.parse(json)).toMatchObject({ answer: 'In Lisbon [m1].', remembered: null });
  });

  it('says how to get a model where there is none', async () => {
    const { url } = await listening();
    const { code, err } = await runCli('chat', 'Where does Mia live?', '--url', url);
    expect(code).toBe(2);
    expect(err).toContain('tulving models use llm');
  });

  it('holds a conversation in one session, up to /exit', async () => {
    const model = knowing();
    const memory = await temporaryMemory({ llm: model });
    await memory.add({ user_id: 'ada', text: 'Mia lives in Lisbon.' });
    const said = ['Tell me about Mia, please.', ' ', '/sources', 'Where?', '/exit', 'unheard'];
    const written = await conversation(memory, said, { user_id: 'ada' });
    expect(written.match(/In Lisbon/g)).toHaveLength(2);
    expect(written.match(/Mia lives in Lisbon\. ·/g)).toHaveLength(1);
    expect(model.requests).toHaveLength(2);
    expect(model.requests[1]?.prompt).toContain('user: Tell me about Mia, please.');
  });

  it('sends along what is not kept', async () => {
    const model = knowing();
    const memory = await temporaryMemory({ llm: model });
    const said = ['Mia lives in Lisbon.', 'Where?'];
    await conversation(memory, said, { user_id: 'ada', remember: false });
    expect(model.requests[1]?.prompt).toContain('user: Mia lives in Lisbon.');
    expect((await memory.list({ user_id: 'ada' })).data).toEqual([]);
  });

  it('goes on after an answer that failed', async () => {
    let calls = 0;
    const model = new ScriptedModel(() => {
      calls += 1;
      if (calls === 1) throw new TulvingError('model_unavailable', 'It sleeps.');
      return 'Here I am.';
    });
    const memory = await temporaryMemory({ llm: model });
    const written = await conversation(memory, ['Hello there, old friend.', 'Still there?']);
    expect(written).toContain('It sleeps.');
    expect(written).toContain('Here I am.');
  });
});

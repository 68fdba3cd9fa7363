// Writes turns into a server that is killed again and again while a fake model fails, and checks what is left.
// Used by test/extract/crash.test.ts and by test/needs-parts/extract-crash.mjs.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const fakeProgram = fileURLToPath(
  new URL('../../dist/testing/fake-model-process.js', import.meta.url),
);
const program = fileURLToPath(new URL('../../bin/tulving.js', import.meta.url));
/** What one call of the model may take, in ms: the fake answers at once or never. */
const MODEL_TIMEOUT = 2_000;
const MOST_TRIES = 5;

/** The fake model in a process of its own, so that killing who asks it does not end it. */
export async function startFake(faults) {
  const child = spawn(process.execPath, [fakeProgram, JSON.stringify(faults ? { faults } : {})], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await firstLine(child);
  return { url, stop: () => end(child, 'SIGTERM') };
}

/** `tulving serve` on a data directory, with that model. */
export class Server {
  #child;
  #options;
  url = '';

  constructor(options) {
    this.#options = options;
  }

  async start() {
    const { data, model, delayMs = 10_000 } = this.#options;
    this.#child = spawn(process.execPath, [program, 'serve', '--port', '0', '--data', data], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {
        PATH: process.env.PATH,
        TULVING_LLM: `openai-compatible:${model}#fake`,
        TULVING_LLM_TIMEOUT: String(MODEL_TIMEOUT),
        TULVING_EXTRACT_DELAY: String(delayMs),
        TULVING_TIMEZONE: 'UTC',
      },
    });
    const line = await firstLine(this.#child);
    this.url = /http:\/\/[^\s/]+/.exec(line)?.[0] ?? '';
    assert.notEqual(this.url, '', `no address in: ${line}`);
  }

  async kill() {
    await end(this.#child, 'SIGKILL');
  }

  async stop() {
    await end(this.#child, 'SIGTERM');
  }

  async call(method, path, body, headers = {}) {
    const reply = await fetch(`${this.url}${path}`, {
      method,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = await reply.json();
    assert.ok(reply.ok, `${method} ${path}: ${reply.status} ${JSON.stringify(answer)}`);
    return answer;
  }
}

/**
 * Adds all groups of turns, killing the server so often on the way. What was not acknowledged is sent again
 * with the same key.
 *
 * @returns what was acknowledged: episodes with their texts, statements with theirs
 */
export async function writeThroughKills(server, groups, kills) {
  const kept = { episodes: new Map(), statements: new Map() };
  const killAt = new Set(
    Array.from({ length: kills }, (_, at) => Math.floor(((at + 1) * groups.length) / (kills + 1))),
  );
  for (const [at, group] of groups.entries()) {
    const killed = killAt.has(at) ? killSoon(server) : undefined;
    const key = { 'idempotency-key': `group-${at}` };
    const answer = await untilKept(() => server.call('POST', '/v1/memories', group, key), killed);
    for (const [index, { id }] of answer.episodes.entries()) {
      kept.episodes.set(id, group.messages[index].content);
    }
    for (const { id, text } of answer.memories) kept.statements.set(id, text);
  }
  return kept;
}

/** While something is written or drawn; then it starts again on the same directory. */
async function killSoon(server) {
  await sleep(Math.random() * 1_500);
  await server.kill();
  await server.start();
}

/** A connection may break at any time; the key makes that nothing is added twice. */
async function untilKept(send, killed) {
  for (let tries = 1; ; tries++) {
    try {
      const answer = await send();
      await killed;
      return answer;
    } catch (error) {
      if (tries === MOST_TRIES || error instanceof assert.AssertionError) throw error;
      await killed;
    }
  }
}

/** Until no job waits or runs. Parked ones are told of with their causes. */
export async function untilDrawn(server, limitMs) {
  for (const end = Date.now() + limitMs; ; await sleep(500)) {
    const jobs = await allOf(server, '/v1/jobs?kind=extract&limit=500');
    const open = jobs.filter(({ state }) => state === 'waiting' || state === 'running');
    if (open.length === 0) return jobs;
    if (Date.now() > end) throw new Error(`${open.length} jobs are still open: ${open[0].cause}`);
  }
}

/** Everything that must be true at the end. @returns figures */
export async function checkKept(server, kept, jobs) {
  for (const [id, text] of kept.episodes) {
    assert.equal((await server.call('GET', `/v1/episodes/${id}`)).text, text, `episode ${id}`);
  }
  for (const [id, text] of kept.statements) {
    assert.equal((await server.call('GET', `/v1/memories/${id}`)).text, text, `statement ${id}`);
  }
  for (const { id, state, cause } of jobs) {
    assert.ok(state === 'done' || (state === 'parked' && cause), `job ${id} is ${state}`);
  }
  const memories = await allOf(server, '/v1/memories?user_id=*&limit=500');
  const drawn = memories.filter(({ kind }) => kind !== 'statement');
  const seen = new Set();
  for (const { id, text, cube, user_id, run_id, sources } of drawn) {
    const quotes = sources.map(({ episode_id, start, end }) => [episode_id, start, end]);
    const key = JSON.stringify([text, cube, user_id, run_id, quotes]);
    assert.ok(!seen.has(key), `memory ${id} is there twice: ${text}`);
    seen.add(key);
    for (const { episode_id, start, end, quote } of sources) {
      assert.equal(kept.episodes.get(episode_id)?.slice(start, end), quote, `quote of ${id}`);
    }
  }
  const { days } = await server.call('GET', '/v1/usage?days=1');
  return { drawn: drawn.length, usage: days };
}

async function allOf(server, path) {
  const all = [];
  for (let cursor = ''; cursor !== null;) {
    const page = await server.call('GET', `${path}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    all.push(...page.data);
    cursor = page.next_cursor;
  }
  return all;
}

async function firstLine(child) {
  child.stdout.setEncoding('utf8');
  let text = '';
  for await (const part of child.stdout.iterator({ destroyOnReturn: false })) {
    text += part;
    if (text.includes('\n')) {
      // Nobody reads on; a full pipe would hold the writer up.
      child.stdout.resume();
      return text.split('\n')[0];
    }
  }
  throw new Error('it ended before it said where it is');
}

async function end(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'exit');
  child.kill(signal);
  await closed;
}

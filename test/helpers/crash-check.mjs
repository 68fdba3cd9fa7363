import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const writer = fileURLToPath(new URL('crash-writer.mjs', import.meta.url));

/**
 * A step that the writer was told is kept: 0 added, 1 corrected, 2 deleted.
 *
 * @typedef {{ id: string, word: string, stage: number }} Acknowledged
 */

/** A process that writes until it is killed, and what it was acknowledged. */
export class Writer {
  #child;
  #out = '';
  #started;

  /** @param {string} place a data directory or the URL of a database */
  constructor(place, round) {
    this.#child = spawn(process.execPath, [writer, place, String(round)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#started = new Promise((resolve) => {
      this.#child.stdout.setEncoding('utf8').on('data', (text) => {
        this.#out += text;
        resolve(undefined);
      });
    });
  }

  /** Until it has written something. */
  async started() {
    await Promise.race([this.#started, once(this.#child, 'close')]);
  }

  /** Until so many steps were acknowledged. */
  async reached(steps) {
    while (this.steps < steps && this.#child.exitCode === null) await sleep(5);
  }

  /** How many steps were acknowledged. */
  get steps() {
    return this.#out.split('\n').length - 1;
  }

  /** @returns {Promise<Acknowledged[]>} the last acknowledged stage of each memory */
  async kill() {
    const closed = once(this.#child, 'close');
    assert.equal(this.#child.exitCode, null, 'the writer ended by itself');
    this.#child.kill('SIGKILL');
    assert.deepEqual(await closed, [null, 'SIGKILL']);
    const last = new Map();
    // A line may have been cut; what was not told as a whole was not acknowledged.
    for (const line of this.#out.split('\n').slice(0, -1)) {
      const step = JSON.parse(line);
      last.set(step.id, step);
    }
    return [...last.values()];
  }
}

/**
 * Every acknowledged step is there, and at most the one after it, as a whole; and nothing twice.
 *
 * @param {Acknowledged} step
 */
export async function verifyStep(memory, { id, word, stage }) {
  const history = await memory.history(id);
  const reached = history.length - 1;
  assert.ok(reached === stage || reached === stage + 1, `${word}: stage ${stage}, not ${reached}`);
  const expected = [`The first ${word} stands.`, `The corrected ${word} stands.`][
    Math.min(reached, 1)
  ];
  assert.equal(history.at(-1).text, expected);
  assert.equal(history.at(-1).version, reached + 1);
  const { results } = await memory.search({ user_id: 'ada', query: word, limit: 10 });
  const texts = results.filter(({ text }) => text.includes(word)).map(({ text }) => text);
  const wanted = [...(reached < 2 ? [expected] : []), `The second ${word} falls.`];
  assert.equal(texts.length, wanted.length);
  assert.deepEqual(new Set(texts), new Set(wanted));
}

/** Of many steps some from all of the time, and all of its end. */
export function sampleOf(steps) {
  return steps.filter((_, at) => at % 10 === 0 || at > steps.length - 12);
}

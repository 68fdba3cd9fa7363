import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const child = fileURLToPath(new URL('child.mjs', import.meta.url));

/** A subject in a process of its own, seen from outside. */
export class SubjectProcess {
  #process;

  constructor() {
    this.#process = fork(child, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  }

  /** @returns what the verb gave, with the processor time in ms that it took and the memory in bytes that is held */
  async ask(verb, options = {}) {
    this.#process.send({ verb, ...options });
    const answered = new AbortController();
    const { signal } = answered;
    const [answer] = await Promise.race([
      once(this.#process, 'message', { signal }),
      once(this.#process, 'exit', { signal }).then(([code]) => [{ error: `ended with ${code}` }]),
    ]);
    // The one that came to nothing listens no more.
    answered.abort();
    if (answer.error) throw new Error(`${verb}: ${answer.error}`);
    return answer;
  }

  async end() {
    if (this.#process.exitCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    this.#process.kill();
    await ended;
  }
}

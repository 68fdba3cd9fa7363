/**
 * Lets work on the same things be done one after the other, in the order in which it was handed in;
 * other work goes on beside it.
 */
export class Lanes {
  /** By lane, what was handed in last. */
  readonly #last = new Map<string, Promise<unknown>>();
  readonly #going = new Set<Promise<unknown>>();

  run<Result>(lanes: readonly string[], work: () => Promise<Result>): Promise<Result> {
    const before = lanes.flatMap((lane) => this.#last.get(lane) ?? []);
    const result = before.length === 0 ? work() : Promise.allSettled(before).then(work);
    for (const lane of lanes) this.#last.set(lane, result);
    this.#going.add(result);
    const leave = () => this.#leave(lanes, result);
    result.then(leave, leave);
    return result;
  }

  /** Resolves when nothing that was handed in before is going on any more. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#going);
  }

  #leave(lanes: readonly string[], result: Promise<unknown>): void {
    this.#going.delete(result);
    for (const lane of lanes) if (this.#last.get(lane) === result) this.#last.delete(lane);
  }
}

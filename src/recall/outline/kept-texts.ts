/** In UTF-16 units, of one part of a cube: four megabytes at most. */
const MOST_KEPT = 2_000_000;

/** The texts of one part of a cube that searches have read lately, by number of memory. */
export class KeptTexts {
  readonly #texts = new Map<number, string>();
  #length = 0;

  get bytes(): number {
    return 2 * this.#length;
  }

  get(memory: number): string | undefined {
    return this.#texts.get(memory);
  }

  keep(memory: number, text: string): void {
    if (this.#texts.has(memory)) return;
    if (this.#length + text.length > MOST_KEPT) {
      this.#texts.clear();
      this.#length = 0;
    }
    this.#texts.set(memory, text);
    this.#length += text.length;
  }
}

import type { Generated, GenerateRequest, LanguageModel } from '../models/port.js';

/** Counts what one chat asks of its model. */
export class CountedModel implements LanguageModel {
  readonly #model: LanguageModel;
  #calls = 0;
  #usage: Generated['usage'] = { input: 0, output: 0 };

  constructor(model: LanguageModel) {
    this.#model = model;
  }

  get identity(): LanguageModel['identity'] {
    return this.#model.identity;
  }

  get usage(): { calls: number; input_tokens: number | null; output_tokens: number | null } {
    const { input, output } = this.#usage;
    return { calls: this.#calls, input_tokens: input, output_tokens: output };
  }

  async generate(request: GenerateRequest): Promise<Generated> {
    this.#calls += 1;
    const generated = await this.#model.generate(request);
    this.#count(generated.usage);
    return generated;
  }

  /** In one piece, where the model does not stream. */
  async *stream(request: GenerateRequest): AsyncGenerator<string> {
    if (!this.#model.stream) {
      const { text } = await this.generate(request);
      yield text;
      return;
    }
    this.#calls += 1;
    let told: Generated['usage'] = { input: null, output: null };
    const onUsage = (usage: Generated['usage']) => (told = usage);
    yield* this.#model.stream({ ...request, onUsage });
    this.#count(told);
  }

  /** Once a call does not say, the sum is not known. */
  #count({ input, output }: Generated['usage']): void {
    this.#usage = { input: sum(this.#usage.input, input), output: sum(this.#usage.output, output) };
  }
}

function sum(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other;
}

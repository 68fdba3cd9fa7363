import type { Price } from '../../src/model/price.js';
import type { Generated, GenerateRequest, LanguageModel } from '../../src/models/port.js';

type Script = (request: GenerateRequest) => string | Promise<string>;

interface Scripted {
  model?: string;
  usage?: { input: number; output: number };
  price?: Price;
}

/** A model that replies as it is told, and remembers what it was asked. */
export class ScriptedModel implements LanguageModel {
  readonly identity: LanguageModel['identity'];
  price: Price | undefined;
  readonly requests: GenerateRequest[] = [];
  readonly #script: Script;
  readonly #usage: Generated['usage'];

  constructor(
    script: Script,
    { model = 'scripted', usage = { input: 100, output: 10 }, price }: Scripted = {},
  ) {
    this.identity = { provider: 'test', model };
    this.price = price;
    this.#script = script;
    this.#usage = usage;
  }

  async generate(request: GenerateRequest): Promise<Generated> {
    this.requests.push(request);
    return { text: await this.#script(request), usage: this.#usage };
  }
}

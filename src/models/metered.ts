import { estimateTokens } from '../language/tokens.js';
import type { Clock } from '../model/time.js';
import { Budget, type Spent } from './budget.js';
import type {
  Generated,
  GenerateRequest,
  LanguageModel,
  LanguageModels,
  ModelLimits,
} from './port.js';
import { streamOf } from './stream-of.js';
import { eachUntilAborted, untilAborted } from './until-aborted.js';

/** What was asked of a model in a day. */
export interface Usage {
  tenant: number;
  /** Days since 1970, by the calendar of the time zone. */
  day: number;
  role: string;
  model: string;
  calls: number;
  failures: number;
  /** Tokens. */
  input: number;
  output: number;
}

/** Where usage is written down. */
export interface UsageLog {
  countUsage(usage: Usage): Promise<void>;
  usage(tenant: number, days: { from: number; to: number }): Promise<Usage[]>;
}

export interface MeterOptions {
  llm: LanguageModel;
  log: UsageLog;
  clock: Clock;
  timezone: string;
  limits: ModelLimits;
}

/** Usage is kept in memory for so long, in ms: a crash loses no more of it. */
const FLUSH = 1_000;

/** Counts what is asked of the language model, and refuses what goes beyond the budget of the day. */
export class MeteredModels implements LanguageModels {
  readonly identity: LanguageModel['identity'];
  readonly #options: MeterOptions;
  readonly #budgets = new Map<number, Budget>();
  /** What is not written down yet. */
  #counted = new Map<string, Usage>();
  #timer: NodeJS.Timeout | undefined;
  #flushed: Promise<void> = Promise.resolve();

  constructor(options: MeterOptions) {
    this.identity = options.llm.identity;
    this.#options = options;
  }

  get price(): LanguageModel['price'] {
    return this.#options.llm.price;
  }

  get limits(): ModelLimits {
    return this.#options.limits;
  }

  for(tenant: number, role: string): LanguageModel {
    return {
      identity: this.identity,
      generate: (request) => this.#generate({ tenant, role, request }),
      stream: (request) => this.#stream({ tenant, role, request }),
    };
  }

  /** Writes down what was counted. What could not be written is tried again with the next. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const written = this.#flushed.then(() => this.#write());
    // Whoever flushes next waits for this, and has its own failure.
    this.#flushed = written.catch(() => undefined);
    await written;
  }

  async *#stream(call: Call): AsyncGenerator<string> {
    await this.#budgetOf(call.tenant).take();
    const { request } = call;
    let said = '';
    let usage: Generated['usage'] | undefined;
    let failed = true;
    const onUsage = (told: Generated['usage']) => {
      usage = told;
      request.onUsage?.(told);
    };
    try {
      const pieces = streamOf(this.#options.llm, { ...request, onUsage });
      for await (const piece of eachUntilAborted(request.signal, pieces)) {
        said += piece;
        yield piece;
      }
      failed = false;
    } finally {
      // Who stops listening has paid for what was said until then.
      this.#count(call, { said, usage, failed: failed && said === '' });
    }
  }

  async #generate(call: Call): Promise<Generated> {
    await this.#budgetOf(call.tenant).take();
    let answer: Generated | undefined;
    try {
      const { llm } = this.#options;
      answer = await untilAborted(call.request.signal, () => llm.generate(call.request));
      return answer;
    } finally {
      const { text: said = '', usage } = answer ?? {};
      this.#count(call, { said, usage, failed: !answer });
    }
  }

  #count({ tenant, role, request }: Call, { said, usage, failed }: Outcome): void {
    const { provider, model } = this.identity;
    const { input, output } = failed ? NOTHING : tokensOf(request, said, usage);
    const budget = this.#budgetOf(tenant);
    const { day } = budget;
    budget.add(input + output);
    const key = `${tenant} ${day} ${role}`;
    const none = { tenant, day, role, model: `${provider}:${model}` };
    const so = this.#counted.get(key) ?? { ...none, calls: 0, failures: 0, input: 0, output: 0 };
    so.calls += 1;
    so.failures += failed ? 1 : 0;
    so.input += input;
    so.output += output;
    this.#counted.set(key, so);
    this.#timer ??= setTimeout(() => void this.flush().catch(() => undefined), FLUSH).unref();
  }

  async #write(): Promise<void> {
    const written = new Map<number, Spent>();
    const failures: unknown[] = [];
    const counted = this.#counted;
    this.#counted = new Map();
    for (const [key, usage] of counted) {
      try {
        await this.#options.log.countUsage(usage);
        written.set(usage.tenant, spentOf(usage, written.get(usage.tenant)));
      } catch (error) {
        this.#putBack(key, usage);
        failures.push(error);
      }
    }
    for (const [tenant, spent] of written) await this.#budgetOf(tenant).settle(spent);
    if (failures.length > 0) throw failures[0];
  }

  #putBack(key: string, usage: Usage): void {
    const since = this.#counted.get(key);
    this.#counted.set(key, since ? sumOf(since, usage) : usage);
  }

  #budgetOf(tenant: number): Budget {
    let budget = this.#budgets.get(tenant);
    if (!budget) {
      const { limits, clock, timezone, log } = this.#options;
      const spentOn = async (day: number) =>
        spentIn(await log.usage(tenant, { from: day, to: day }));
      budget = new Budget({ limits, clock, timezone, spentOn });
      this.#budgets.set(tenant, budget);
    }
    return budget;
  }
}

interface Call {
  tenant: number;
  role: string;
  request: GenerateRequest;
}

interface Outcome {
  said: string;
  usage: Generated['usage'] | undefined;
  failed: boolean;
}

const NOTHING = { input: 0, output: 0 };

/** As the provider counts them; by estimate where it does not say. */
function tokensOf(
  { system = '', prompt }: GenerateRequest,
  said: string,
  usage: Generated['usage'] | undefined,
) {
  return {
    input: usage?.input ?? estimateTokens(system) + estimateTokens(prompt),
    output: usage?.output ?? estimateTokens(said),
  };
}

function spentIn(all: readonly Usage[]): Spent {
  return all.reduce<Spent>((spent, usage) => spentOf(usage, spent), { calls: 0, tokens: 0 });
}

function spentOf({ calls, input, output }: Usage, before?: Spent): Spent {
  return {
    calls: (before?.calls ?? 0) + calls,
    tokens: (before?.tokens ?? 0) + input + output,
  };
}

function sumOf(one: Usage, other: Usage): Usage {
  return {
    ...one,
    calls: one.calls + other.calls,
    failures: one.failures + other.failures,
    input: one.input + other.input,
    output: one.output + other.output,
  };
}

import { TulvingError } from '../errors.js';
import { dayOf, endOf } from '../model/day.js';
import { type Clock, formatInstant } from '../model/time.js';
import type { ModelLimits } from './port.js';

export interface Spent {
  calls: number;
  /** Input and output. */
  tokens: number;
}

interface BudgetOptions {
  limits: ModelLimits;
  clock: Clock;
  timezone: string;
  /** What was spent that day, as it was written down: by other processes, and before the last start. */
  spentOn: (day: number) => Promise<Spent>;
}

/**
 * What one tenant may still ask today. A call counts when it begins, its tokens when they are known, so that
 * calls that run at once may go beyond the limit of tokens by what they take.
 */
export class Budget {
  readonly #options: BudgetOptions;
  #day = Number.NaN;
  #known: Spent = { calls: 0, tokens: 0 };
  /** What is not written down yet. */
  #since: Spent = { calls: 0, tokens: 0 };

  constructor(options: BudgetOptions) {
    this.#options = options;
  }

  get day(): number {
    return dayOf(this.#options.clock(), this.#options.timezone);
  }

  /** @throws TulvingError `model_budget_spent` */
  async take(): Promise<void> {
    const { limits, timezone } = this.#options;
    if (limits.calls === 0 && limits.tokens === 0) return;
    const { day } = this;
    if (day !== this.#day) {
      const known = await this.#options.spentOn(day);
      // Another call may have looked meanwhile, and begun.
      if (day !== this.#day) this.#since = { calls: 0, tokens: 0 };
      this.#known = known;
      this.#day = day;
    }
    const calls = this.#known.calls + this.#since.calls;
    const tokens = this.#known.tokens + this.#since.tokens;
    const spent = [
      ...(limits.calls > 0 && calls >= limits.calls ? [`${limits.calls} calls`] : []),
      ...(limits.tokens > 0 && tokens >= limits.tokens ? [`${limits.tokens} tokens`] : []),
    ];
    if (spent.length > 0) {
      const until = endOf(day, timezone);
      const detail = `The ${spent.join(' and the ')} of today are spent; it goes on at ${formatInstant(until)}.`;
      throw new TulvingError('model_budget_spent', detail, { until });
    }
    this.#since.calls += 1;
  }

  add(tokens: number): void {
    this.#since.tokens += tokens;
  }

  /** What was spent here is written down now, beside what others have spent. */
  async settle(written: Spent): Promise<void> {
    const { limits, spentOn } = this.#options;
    if (limits.calls === 0 && limits.tokens === 0) return;
    const { day } = this;
    this.#known = await spentOn(day);
    this.#since = {
      calls: Math.max(0, this.#since.calls - written.calls),
      tokens: Math.max(0, this.#since.tokens - written.tokens),
    };
    this.#day = day;
  }
}

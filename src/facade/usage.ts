import { requireScope, requireWhole } from '../model/access.js';
import type { Caller } from '../model/caller.js';
import { dateOf, dayOf, endOf } from '../model/day.js';
import { costOf, type Price } from '../model/price.js';
import { type Clock, formatInstant } from '../model/time.js';
import { type Usage, type UsageRequest, usageRequestSchema } from '../model/usage.js';
import { validate } from '../model/validate.js';
import { listPrice } from '../model/list-prices.js';
import type { LanguageModels, ModelLimits } from '../models/port.js';
import type { ModelUsage, NoteStore } from '../store/notes.js';

interface UsageParts {
  notes: Pick<NoteStore, 'usage'>;
  models?: LanguageModels | undefined;
  clock: Clock;
  timezone: string;
}

const NO_LIMITS: ModelLimits = { calls: 0, tokens: 0 };

/** What language models were asked, and what of today is left. */
export class UsageReport {
  readonly #parts: UsageParts;

  constructor(parts: UsageParts) {
    this.#parts = parts;
  }

  async of(request: UsageRequest, { tenant, access }: Caller): Promise<Usage> {
    requireScope(access, 'read');
    requireWhole(access);
    const { days } = validate(usageRequestSchema, request);
    const { notes, models, clock, timezone } = this.#parts;
    await models?.flush?.();
    const today = dayOf(clock(), timezone);
    const rows = await notes.usage(tenant, { from: today - days + 1, to: today });
    const limits = models?.limits ?? NO_LIMITS;
    const spent = figuresOf(rows.filter(({ day }) => day === today));
    const tokens = spent.input_tokens + spent.output_tokens;
    const isSpent = isReached(spent.calls, limits.calls) || isReached(tokens, limits.tokens);
    return {
      model: models ? nameOf(models) : null,
      today: {
        day: dateOf(today),
        calls: spent.calls,
        tokens,
        calls_per_day: limits.calls || null,
        tokens_per_day: limits.tokens || null,
        spent_until: isSpent ? formatInstant(endOf(today, timezone)) : null,
      },
      ...this.#priced(rows),
    };
  }

  #priced(rows: readonly ModelUsage[]): Pick<Usage, 'total' | 'unpriced' | 'days'> {
    const days = rows.map((row) => {
      const { day, role, model } = row;
      const cost = costOf(this.#priceOf(model), row);
      return { day: dateOf(day), role, model, ...figuresOf([row]), cost };
    });
    const known = days.flatMap(({ cost }) => cost ?? []);
    const cost = known.length === 0 && days.length > 0 ? null : sumOf(known);
    const unpriced = days.filter((day) => day.cost === null).map(({ model }) => model);
    return { total: { ...figuresOf(rows), cost }, unpriced: [...new Set(unpriced)], days };
  }

  /** A model that was asked before has its list price: what the settings say is of the one of today. */
  #priceOf(name: string): Price | undefined {
    const { models } = this.#parts;
    if (models && name === nameOf(models)) return models.price;
    const [provider = '', ...model] = name.split(':');
    return listPrice({ provider, model: model.join(':') });
  }
}

function nameOf({ identity: { provider, model } }: LanguageModels): string {
  return `${provider}:${model}`;
}

function figuresOf(rows: readonly ModelUsage[]) {
  const sum = (of: (row: ModelUsage) => number) => sumOf(rows.map(of));
  return {
    calls: sum(({ calls }) => calls),
    failures: sum(({ failures }) => failures),
    input_tokens: sum(({ input }) => input),
    output_tokens: sum(({ output }) => output),
  };
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}

function isReached(spent: number, limit: number): boolean {
  return limit > 0 && spent >= limit;
}

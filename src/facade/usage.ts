import { requireScope, requireWhole } from '../model/access.js';
import type { Caller } from '../model/caller.js';
import { dateOf, dayOf, endOf } from '../model/day.js';
import { type Clock, formatInstant } from '../model/time.js';
import { type Usage, type UsageRequest, usageRequestSchema } from '../model/usage.js';
import { validate } from '../model/validate.js';
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
      model: models ? `${models.identity.provider}:${models.identity.model}` : null,
      today: {
        day: dateOf(today),
        calls: spent.calls,
        tokens,
        calls_per_day: limits.calls || null,
        tokens_per_day: limits.tokens || null,
        spent_until: isSpent ? formatInstant(endOf(today, timezone)) : null,
      },
      total: figuresOf(rows),
      days: rows.map((row) => {
        const { day, role, model } = row;
        return { day: dateOf(day), role, model, ...figuresOf([row]) };
      }),
    };
  }
}

function figuresOf(rows: readonly ModelUsage[]) {
  const sum = (of: (row: ModelUsage) => number) => rows.reduce((all, row) => all + of(row), 0);
  return {
    calls: sum(({ calls }) => calls),
    failures: sum(({ failures }) => failures),
    input_tokens: sum(({ input }) => input),
    output_tokens: sum(({ output }) => output),
  };
}

function isReached(spent: number, limit: number): boolean {
  return limit > 0 && spent >= limit;
}

import type { Call } from '../command.js';
import { withMemory } from '../door.js';
import { dollars } from '../dollars.js';
import { counted, printable } from '../output.js';

/** What language models were asked in the last thirty days, and what of today is left. */
export async function tellUsage({ settings, output }: Call): Promise<void> {
  const usage = await withMemory(settings, (memory) => memory.usage());
  const number = (value: number) => value.toLocaleString('en');
  const of = (limit: number | null) => (limit === null ? '' : ` of ${number(limit)}`);
  const { today, total, unpriced, days } = usage;
  const cost = (amount: number | null) => (amount === null ? 'price not known' : dollars(amount));
  const tokens = total.input_tokens + total.output_tokens;
  output.answer(usage, () => [
    `today     ${number(today.calls)}${of(today.calls_per_day)} calls, ${number(today.tokens)}${of(today.tokens_per_day)} tokens`,
    ...(today.spent_until === null ? [] : [`          spent until ${today.spent_until}`]),
    `30 days   ${counted(total.calls, 'call', 'calls')}, ${number(tokens)} tokens${total.cost === null ? '' : `, ${dollars(total.cost)}`}`,
    ...unpriced.map(
      (model) => `          without ${printable(model)}: price not known, set TULVING_LLM_PRICE`,
    ),
    ...days.map(({ day, role, model, calls, failures, input_tokens, output_tokens, ...row }) =>
      [
        `${day}${role.padStart(14)}`,
        `${number(calls)} calls${failures > 0 ? ` (${number(failures)} failed)` : ''}`,
        `${number(input_tokens)} tokens in, ${number(output_tokens)} out`,
        cost(row.cost),
        printable(model),
      ].join('  '),
    ),
  ]);
}

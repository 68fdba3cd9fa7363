import type { Call, Option } from './command.js';
import { optionOf } from './flags.js';
import { usage } from './input.js';

/** What a command does that is several: `tulving keys create`. */
export interface Action {
  /** What has to stand after it, in words. */
  subject?: string;
  /** Of the options of the command, by camelCase name. One that does nothing is refused. */
  takes: readonly string[];
  run: (call: Call, subject: string) => Promise<void>;
}

/** Does what the first word says, `list` without one. */
export async function runAction(
  command: string,
  actions: Readonly<Record<string, Action>>,
  options: readonly Option[],
  call: Call,
): Promise<void> {
  const [name = 'list', subject] = call.arguments as (string | undefined)[];
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw usage(`${command} takes ${Object.keys(actions).join(', ')}, not "${name}".`);
  const { subject: wanted, takes, run } = action;
  const said = `${command} ${name}`;
  if (wanted && subject === undefined) throw usage(`${said} takes the ${wanted}.`);
  if (!wanted && subject !== undefined) throw usage(`${said} takes no "${subject}".`);
  refuseIdle(said, takes, options, call);
  await run(call, subject ?? '');
}

/** An option that is passed over in silence could make a call wider than was meant. */
export function refuseIdle(
  said: string,
  takes: readonly string[],
  options: readonly Option[],
  { options: given }: Call,
): void {
  for (const { flags } of options) {
    const flag = flags.split(' ')[0] as string;
    const name = optionOf(flag);
    if (given[name] !== undefined && !takes.includes(name)) {
      throw usage(`${said} does not take ${flag}.`);
    }
  }
}

import type { CommanderError } from 'commander';
import { TulvingError } from '../errors.js';
import { didYouMean } from '../model/suggestion.js';
import type { Command } from './command.js';

/** What the parser did not understand, as an error like all others: also for programs, with --json. */
export function misunderstood(
  error: CommanderError,
  argv: readonly string[],
  commands: readonly Command[],
): TulvingError {
  const [what = '', hint] = error.message.replace(/^error: /, '').split('\n');
  const detail = what.charAt(0).toUpperCase() + what.slice(1).replace(/\.$/, '');
  const verb = commands.find(({ name }) => argv.includes(name))?.name;
  return new TulvingError('usage', `${detail}.${hint ? ` ${hint.slice(1, -1)}` : ''}`, {
    cause: error,
    remedy: `Run: tulving ${verb === undefined ? '' : `${verb} `}--help`,
  });
}

/** The parser would answer `help serach` with the whole help. */
export function refuseUnknownTopic(argv: readonly string[], commands: readonly Command[]): void {
  const [first, topic] = argv;
  if (first !== 'help' || topic === undefined || topic.startsWith('-')) return;
  const names = ['help', ...commands.map(({ name }) => name)];
  if (names.includes(topic)) return;
  throw new TulvingError('usage', `Unknown command '${topic}'.${didYouMean(topic, names)}`, {
    remedy: 'Run: tulving --help',
  });
}

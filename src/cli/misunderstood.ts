import type { CommanderError } from 'commander';
import { TulvingError } from '../errors.js';
import { didYouMean } from '../model/suggestion.js';
import type { Command } from './command.js';
import { parserSaysInChinese } from './failure-words.js';
import { filled, type Language } from './texts.js';
import { frame } from './words.js';

interface Understanding {
  commands: readonly Command[];
  /** Of people; programs read English. */
  language: Language;
}

/** What the parser did not understand, as an error like all others: also for programs, with --json. */
export function misunderstood(
  error: CommanderError,
  argv: readonly string[],
  { commands, language }: Understanding,
): TulvingError {
  const [what = '', hint] = error.message.replace(/^error: /, '').split('\n');
  const said = what.charAt(0).toUpperCase() + what.slice(1).replace(/\.$/, '');
  const verb = commands.find(({ name }) => argv.includes(name))?.name;
  return notUnderstood(
    { said, hint: hint?.slice(1, -1), help: verb === undefined ? '--help' : `${verb} --help` },
    { language, cause: error },
  );
}

function notUnderstood(
  { said, hint, help }: { said: string; hint: string | undefined; help: string },
  { language, cause }: { language: Language; cause?: unknown },
): TulvingError {
  const detail =
    language === 'zh' ? parserSaysInChinese(said, hint) : `${said}.${hint ? ` ${hint}` : ''}`;
  const remedy = filled(frame.seeHelp[language], { help });
  return new TulvingError('usage', detail, { cause, remedy });
}

/** The parser would answer `help serach` with the whole help. */
export function refuseUnknownTopic(
  argv: readonly string[],
  { commands, language }: Understanding,
): void {
  const [first, topic] = argv;
  if (first !== 'help' || topic === undefined || topic.startsWith('-')) return;
  const names = ['help', ...commands.map(({ name }) => name)];
  if (names.includes(topic)) return;
  throw notUnderstood(
    {
      said: `Unknown command '${topic}'`,
      hint: didYouMean(topic, names).trim() || undefined,
      help: '--help',
    },
    { language },
  );
}

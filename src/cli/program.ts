import { Command as Commander, CommanderError, Option } from 'commander';
import type { Scope } from '../model/scope.js';
import {
  DEFAULT_USER,
  type SettingName,
  type Settings,
  settingTable,
  type Words,
} from '../settings.js';
import { readVersion } from '../version.js';
import type { Command, Option as OptionRow, Options } from './command.js';
import { readConfiguration } from './configuration.js';
import { commands } from './commands.js';
import { commonSettings, flagsOf, scopeFlags } from './flags.js';
import { failureOf, tellFailure } from './failure.js';
import { usage } from './input.js';
import { misunderstood, refuseUnknownTopic } from './misunderstood.js';
import { Output } from './output.js';
import type { ProgressLine } from './progress.js';
import { paintFor } from './style.js';
import type { Language } from './texts.js';
import { frame } from './words.js';

export { commonSettings, scopeFlags } from './flags.js';

export interface Streams {
  out: (text: string) => void;
  err: (text: string) => void;
  /** Which of them take colours; neither, unless it is said. */
  colours?: Readonly<{ out: boolean; err: boolean }>;
  /** Where somebody watches what takes long. */
  progress?: ProgressLine | undefined;
}

/** Runs one command line. @returns the exit code */
export async function runProgram(argv: readonly string[], streams: Streams): Promise<number> {
  const isJson = argv.includes('--json');
  const language = isJson ? 'en' : (namedLanguage(argv) ?? settingTable.language.default());
  const understanding = { commands, language };
  try {
    const program = buildProgram(languageOf(argv), streams);
    if (argv.length === 0 || (argv[0] === 'help' && argv[1] === 'help')) {
      program.outputHelp();
      return 0;
    }
    refuseUnknownTopic(argv, understanding);
    await program.parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    // Help and version come so, too.
    const isParser = error instanceof CommanderError;
    if (isParser && error.exitCode === 0) return 0;
    const failure = failureOf(isParser ? misunderstood(error, argv, understanding) : error);
    const paint = paintFor(streams.colours?.err ?? false);
    streams.err(tellFailure(failure, { isJson, paint, language }));
    return failure.exit;
  }
}

function buildProgram(language: Language, streams: Streams): Commander {
  const say = (words: Words) => words[language];
  const program = new Commander('tulving')
    .description(say(frame.description))
    .version(readVersion(), '-V, --version', say(frame.version))
    .helpCommand('help [command]', say(frame.help))
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => frameTitle(title, language),
    })
    .helpOption('-h, --help', say(frame.help))
    .exitOverride()
    .configureOutput({
      writeOut: streams.out,
      writeErr: streams.err,
      outputError: () => undefined,
    })
    .option('--json', say(frame.json));
  for (const name of commonSettings) addSetting(program, name, language);
  for (const command of commands) addCommand(program, command, language, streams);
  return program;
}

function addCommand(
  program: Commander,
  command: Command,
  language: Language,
  streams: Streams,
): void {
  const built = program
    .command(command.name)
    .description(command.summary[language])
    .helpOption('-h, --help', frame.help[language]);
  for (const { name, count, help } of command.arguments ?? []) {
    const named = count === 'many' || count === 'any' ? `${name}...` : name;
    const optional = count === 'optional' || count === 'any';
    built.argument(optional ? `[${named}]` : `<${named}>`, help[language]);
  }
  for (const option of command.options ?? []) built.addOption(optionOf(option, language));
  if (command.scoped) {
    for (const flag of scopeFlags) built.option(`--${flag} <name>`, frame[flag][language]);
  }
  for (const name of command.settings ?? []) addSetting(built, name, language);
  const examples = command.examples.map((example) => `  tulving ${example}`);
  built.addHelpText('after', `\n${frame.examples[language]}\n${examples.join('\n')}`);
  built.action(async (...given: unknown[]) => {
    const options = built.optsWithGlobals<Options>();
    const settings = await readConfiguration(flagsOf(options));
    const { json = false } = options as { json?: boolean };
    await command.run({
      arguments: given.slice(0, command.arguments?.length ?? 0) as string[],
      options,
      settings,
      scope: scopeOf(options, settings),
      output: outputOf(streams, { json, timezone: settings.timezone, language }),
    });
  });
}

function optionOf({ flags, help, repeats }: OptionRow, language: Language): Option {
  const option = new Option(flags, help[language]);
  return repeats ? option.argParser(collect) : option;
}

function outputOf(
  { out, colours, progress }: Streams,
  options: { json: boolean; timezone: string; language: Language },
): Output {
  return new Output({ ...options, write: out, paint: paintFor(colours?.out ?? false), progress });
}

function addSetting(to: Commander, name: SettingName, language: Language): void {
  const { flag, env, help, ...row } = settingTable[name];
  const fallback = 'shown' in row ? undefined : row.default();
  const notes =
    fallback === undefined
      ? env
      : `${frame.default[language]} ${String(fallback as string | number)}; ${env}`;
  to.option(`${flag} <value>`, `${help[language]} (${notes})`);
}

/** Commander names options in camelCase after their flag. */
/**
 * As in REST: the configured user stands in where neither a user nor a cube is named. A server does
 * that itself, and a key may fix another.
 */
function scopeOf(options: Options, { user, url }: Settings): Scope {
  const { cube, agent, app, run } = options as Partial<Record<(typeof scopeFlags)[number], string>>;
  const named = typeof options['user'] === 'string' || cube === undefined;
  const standsIn = user ?? (url === undefined ? DEFAULT_USER : undefined);
  return {
    ...(cube !== undefined && { cube }),
    ...(named && standsIn !== undefined && { user_id: standsIn }),
    ...(agent !== undefined && { agent_id: agent }),
    ...(app !== undefined && { app_id: app }),
    ...(run !== undefined && { run_id: run }),
  };
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** Help comes before the settings are read, and in the language that they will name. */
function languageOf(argv: readonly string[]): Language {
  const value = languageGiven(argv);
  const language = namedLanguage(argv);
  if (language === undefined && value) throw usage(`The language is en or zh, not "${value}".`);
  return language ?? settingTable.language.default();
}

function namedLanguage(argv: readonly string[]): Language | undefined {
  const value = languageGiven(argv);
  return value === 'en' || value === 'zh' ? value : undefined;
}

function languageGiven(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((argument) => /^--language(?:=|$)/.test(argument));
  return at < 0 ? process.env['TULVING_LANGUAGE'] : (argv[at]?.split('=')[1] ?? argv[at + 1]);
}

function frameTitle(title: string, language: Language): string {
  const titles: Readonly<Record<string, Words>> = frame.titles;
  return titles[title]?.[language] ?? title;
}

import { settingTable, type SettingName, type Words } from '../../settings.js';
import type { Command, Option } from '../command.js';
import { commonSettings, scopeFlags } from '../flags.js';
import { frame } from '../words.js';
import { knownValues, type Values } from './known.js';

/** What can be typed, in one language: all that a script needs to know. */
export interface Tree {
  /** Taken by every command, and before it; no command has another of the same name. */
  flags: readonly Flag[];
  verbs: readonly Verb[];
}

export interface Verb {
  name: string;
  help: string;
  flags: readonly Flag[];
  places: readonly Place[];
}

export interface Flag {
  /** `--help`, `-h`. */
  names: readonly string[];
  help: string;
  repeats: boolean;
  /** Undefined: it takes no value. */
  value?: Place | undefined;
}

/** Where a value stands. */
export interface Place {
  name: string;
  values: Values;
  /** Takes all that is left. */
  many: boolean;
}

export type Language = keyof Words;

export function treeOf(commands: readonly Command[], language: Language): Tree {
  const helpFlag = flagOf({ flags: '-h, --help', help: frame.help }, language);
  const version = flagOf({ flags: '-V, --version', help: frame.version }, language);
  const json = flagOf({ flags: '--json', help: frame.json }, language);
  const help: Verb = {
    name: 'help',
    help: short(frame.help[language]),
    flags: [],
    places: [{ name: 'command', values: commands.map(({ name }) => name), many: false }],
  };
  return {
    flags: [json, ...commonSettings.map((name) => settingFlag(name, language)), helpFlag, version],
    verbs: [...commands.map((command) => verbOf(command, language)), help],
  };
}

function verbOf(command: Command, language: Language): Verb {
  const { name, summary, options = [], settings = [], scoped } = command;
  const scope = scopeFlags.map((flag) => ({ flags: `--${flag} <name>`, help: frame[flag] }));
  return {
    name,
    help: short(summary[language]),
    flags: [
      ...[...options, ...(scoped ? scope : [])].map((option) => flagOf(option, language, name)),
      ...settings.map((setting) => settingFlag(setting, language)),
    ],
    places: (command.arguments ?? []).map((argument) => ({
      name: argument.name,
      values: valuesOf(`${name} ${argument.name}`, argument.name),
      many: argument.count === 'many' || argument.count === 'any',
    })),
  };
}

function flagOf(option: Option, language: Language, verb = ''): Flag {
  const [spelling = '', placeholder] = option.flags.split(/ [<[]|[>\]]/);
  const names = spelling.split(', ').toReversed();
  const [name = ''] = names;
  return {
    names,
    help: short(option.help[language]),
    repeats: option.repeats ?? false,
    value:
      placeholder === undefined
        ? undefined
        : {
            name: placeholder,
            values: valuesOf(`${verb} ${name}`, name, placeholder),
            many: false,
          },
  };
}

function settingFlag(name: SettingName, language: Language): Flag {
  const { flag, help } = settingTable[name];
  return flagOf({ flags: `${flag} <${flag.slice(2)}>`, help }, language);
}

function valuesOf(...keys: readonly string[]): Values {
  const known = keys.find((key) => Object.hasOwn(knownValues, key));
  if (known !== undefined) return knownValues[known] ?? 'anything';
  return keys.includes('file') ? 'file' : 'anything';
}

/** The first sentence, without its full stop. */
function short(help: string): string {
  return (/^.*?(?=[.;](?: |$)|[。；])/su.exec(help)?.[0] ?? help).trim();
}

import type { Scope } from '../model/scope.js';
import type { SettingName, Settings, Words } from '../settings.js';
import type { Output } from './output.js';

/** One command, as data: the program and its reference page are made from it. */
export interface Command {
  name: string;
  summary: Words;
  arguments?: readonly Argument[];
  options?: readonly Option[];
  /** Settings that this command takes as flags, beside those that all take. */
  settings?: readonly SettingName[];
  /** Whether it takes --cube, --agent, --app and --run. */
  scoped?: boolean;
  /** Command lines after `tulving`. */
  examples: readonly string[];
  run: (call: Call) => Promise<void>;
}

export interface Argument {
  name: string;
  help: Words;
  /** When it may be left out, when one or more and when any number may be given. Default: exactly one. */
  count?: 'optional' | 'many' | 'any';
}

export interface Option {
  /** As in `--limit <number>`. */
  flags: string;
  help: Words;
  /** Given again, it adds to what was given before. */
  repeats?: boolean;
}

/** By camelCase name; true for a flag without a value, and false for a `--no-` flag. */
export type Options = Readonly<Partial<Record<string, string | boolean | readonly string[]>>>;

/** A command line, understood. */
export interface Call {
  /** In the order of the command's arguments. */
  arguments: readonly (string | readonly string[] | undefined)[];
  options: Options;
  settings: Settings;
  scope: Scope;
  output: Output;
}

import { type FileHandle, open, readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { TulvingError } from '../errors.js';
import type { Options } from './command.js';

/** The text of an argument; `-` or none reads standard input. */
export async function readText(argument: unknown): Promise<string> {
  if (typeof argument === 'string' && argument !== '-') return argument;
  if (argument === undefined && process.stdin.isTTY) {
    throw usage('A text is missing: give it as an argument, or pipe it in.');
  }
  return text(process.stdin);
}

/** A file to read from bit by bit. */
export async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** A JSON file; `-` reads standard input. */
export async function readJson(path: string): Promise<unknown> {
  return parseJson(await readFileText(path), path);
}

/** A text file; `-` reads standard input. */
export async function readFileText(path: string): Promise<string> {
  return path === '-' ? text(process.stdin) : contentOf(path);
}

export function parseJson(content: string, what: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new TulvingError('invalid_json', `${what} is not JSON: ${reason(error)}`, {
      cause: error,
      remedy: 'Write it as JSON, and quote it for the shell.',
    });
  }
}

export function readNumber(value: Options[string], flag: string): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (Number.isFinite(number) && value !== '') return number;
  throw usage(`${flag} takes a number, not "${String(value)}".`);
}

/** The fields of an object that have a value. */
export function given<Fields extends object>(fields: Fields): Partial<Fields> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<Fields>;
}

export function usage(detail: string): TulvingError {
  return new TulvingError('usage', detail);
}

async function contentOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): TulvingError {
  return new TulvingError('not_found', `${path} cannot be read: ${reason(error)}`, {
    cause: error,
    remedy: 'Correct the path.',
  });
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

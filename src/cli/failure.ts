import { type ErrorCode, errorTable, TulvingError } from '../errors.js';
import { failuresHere, misuseInChinese } from './failure-words.js';
import { printable } from './output.js';
import { type Paint, plain } from './style.js';
import { type Language, sharedText } from './texts.js';

/** What every error comes to at the command line. */
export interface Failure {
  code: string;
  title: string;
  detail: string;
  remedy: string;
  errors: readonly { pointer: string; detail: string }[];
  exit: number;
}

/** What a server answered to the client; told by its shape, so that the client need not be loaded. */
interface Problem extends Error {
  code: string;
  remedy: string;
  errors: Failure['errors'];
}

export function failureOf(error: unknown): Failure {
  if (TulvingError.isInstance(error)) {
    const { code, title, message, remedy, issues, exit } = error;
    return { code, title, detail: message, remedy, errors: issues, exit };
  }
  if (isProblem(error)) {
    const row = errorTable[error.code as ErrorCode];
    return {
      code: error.code,
      title: row?.title ?? 'The server refused',
      detail: error.message,
      remedy: error.remedy,
      errors: error.errors,
      exit: row?.exit ?? errorTable.internal.exit,
    };
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return failureOf(new TulvingError('internal', detail, { cause: error }));
}

export function tellFailure(
  failure: Failure,
  { isJson, paint = plain, language = 'en' }: Telling = {},
): string {
  const { exit: _, ...problem } = failure;
  if (isJson) return `${JSON.stringify({ error: problem }, null, 2)}\n`;
  const { title, remedy, detail } = language === 'zh' ? inChinese(failure) : failure;
  const [colon, gap] = language === 'zh' ? ['：', ''] : [':', ' '];
  const lines = [whatOf({ ...failure, detail }, gap), remedy];
  return `${paint('fault', `${title}${colon}`)}${printable(lines.join('\n'))}\n`;
}

interface Telling {
  isJson?: boolean;
  paint?: Paint;
  /** Of title and remedy; what happened is told in English by who found it, but for a wrong command line. */
  language?: Language;
}

type Texts = Pick<Failure, 'title' | 'remedy' | 'detail'>;

/** A remedy that this case knows better than the table stays as it is. */
function inChinese({ code, title, remedy, detail }: Failure): Texts {
  const here = failuresHere[code as ErrorCode];
  const said = (part: 'title' | 'remedy') =>
    here?.[part] ?? sharedText('errors', `${code}.${part}`, 'zh');
  const isUsual = remedy === errorTable[code as ErrorCode]?.remedy;
  return {
    title: said('title') ?? title,
    remedy: (isUsual ? said('remedy') : undefined) ?? remedy,
    detail: code === 'usage' ? misuseInChinese(detail) : detail,
  };
}

/** One fault is told by the detail; of several, which it joins, each has its line. */
function whatOf({ detail, errors }: Failure, gap: string): string {
  if (errors.length < 2) return `${gap}${detail}`;
  const lines = errors.map((one) => `\n  ${one.pointer.slice(1) || 'all of it'}: ${one.detail}`);
  return lines.join('');
}

function isProblem(error: unknown): error is Problem {
  return error instanceof Error && error.name === 'TulvingProblem';
}

import type { TFunction } from 'i18next';
import { TulvingProblem } from 'tulving/client';

export interface ProblemText {
  code: string;
  title: string;
  /** What the server said about this very case, in English. */
  detail: string;
  remedy: string;
}

/** An error in the person's language; one without a translation as the server told it. */
export function problemText(error: unknown, t: TFunction): ProblemText {
  if (!(error instanceof TulvingProblem)) {
    const detail = error instanceof Error ? error.message : String(error);
    return { code: 'app', title: t('errors:app.title'), detail, remedy: t('errors:app.remedy') };
  }
  const { code, message, remedy } = error;
  return {
    code,
    title: t([`errors:${code}.title`, 'errors:other.title']),
    detail: message,
    remedy: t([`errors:${code}.remedy`, 'errors:other.remedy'], { remedy }),
  };
}

/** What is wrong with one field of a form. */
export function faultOf(error: unknown, field: string): string | undefined {
  if (!(error instanceof TulvingProblem)) return undefined;
  return error.errors.find(({ pointer }) => pointer.endsWith(`/${field}`))?.detail;
}

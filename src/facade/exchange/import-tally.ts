import { TulvingError } from '../../errors.js';
import type { ImportFormat, ImportReport } from '../../model/exchange.js';

const MOST_ERRORS = 100;

/** Counts what becomes of what is read. */
export class ImportTally {
  readonly report: Omit<ImportReport, 'format' | 'batch'> = {
    dry_run: false,
    read: {},
    made: {},
    duplicates: 0,
    deleted_here: 0,
    blocked: 0,
    refused: 0,
    errors: [],
    redacted: [],
    not_kept: [],
  };

  constructor(isDry: boolean) {
    this.report.dry_run = isDry;
  }

  read(kind: string): void {
    this.report.read[kind] = (this.report.read[kind] ?? 0) + 1;
  }

  made(kind: string, number = 1): void {
    if (number > 0) this.report.made[kind] = (this.report.made[kind] ?? 0) + number;
  }

  duplicate(isDeleted: boolean): void {
    this.report.duplicates += 1;
    if (isDeleted) this.report.deleted_here += 1;
  }

  blocked(): void {
    this.report.blocked += 1;
  }

  /** What is a fault of the program is thrown on. */
  refused(place: string, failure: unknown): void {
    const { code, message } = refusalOf(failure);
    this.report.refused += 1;
    if (this.report.errors.length < MOST_ERRORS)
      this.report.errors.push({ place, code, detail: message });
  }

  redacted(kinds: readonly string[]): void {
    if (kinds.length === 0) return;
    this.report.redacted = [...new Set([...this.report.redacted, ...kinds])].toSorted();
  }

  notKept(what: string): void {
    if (!this.report.not_kept.includes(what)) this.report.not_kept.push(what);
  }

  finish(format: ImportFormat, batch: string | null): ImportReport {
    return { format, ...this.report, batch };
  }
}

function refusalOf(failure: unknown): { code: string; message: string } {
  if (typeof failure === 'string') return { code: 'invalid_input', message: failure };
  if (TulvingError.isInstance(failure)) return failure;
  throw failure;
}

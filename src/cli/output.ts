import type { Hit, Memory } from '../model/memory.js';
import type { ProgressLine, Report } from './progress.js';
import type { Language } from './texts.js';
import { type Paint, plain } from './style.js';

export interface OutputOptions {
  json: boolean;
  timezone: string;
  /** Of what people read. Default: English. */
  language?: Language;
  write: (text: string) => void;
  /** Colours what people read. */
  paint?: Paint;
  /** Where somebody watches what takes long. */
  progress?: ProgressLine | undefined;
}

/** Where a command's answer goes: text for people, or one JSON value for programs. */
export class Output {
  readonly #json: boolean;
  readonly #write: (text: string) => void;
  readonly #time: Intl.DateTimeFormat;
  readonly #progress: ProgressLine | undefined;
  readonly paint: Paint;
  readonly language: Language;

  constructor(options: OutputOptions) {
    this.#json = options.json;
    this.paint = (!options.json && options.paint) || plain;
    this.#progress = options.json ? undefined : options.progress;
    this.language = options.language ?? 'en';
    this.#write = options.write;
    this.#time = new Intl.DateTimeFormat('sv-SE', {
      timeZone: options.timezone,
      dateStyle: 'short',
      timeStyle: 'short',
    });
  }

  get json(): boolean {
    return this.#json;
  }

  /** One answer: the value itself with --json, else the lines that tell it. */
  answer(value: unknown, lines: () => readonly string[]): void {
    if (this.#json) this.#write(`${JSON.stringify(value, null, 2)}\n`);
    else this.line(...lines());
  }

  /** In one write: who reads the first line and goes away, as supervisors do, ends nothing. */
  line(...lines: readonly string[]): void {
    if (lines.length > 0) this.#write(`${lines.join('\n')}\n`);
  }

  /** A piece of what is told while it is made; programs get the whole by `answer`. */
  piece(text: string): void {
    if (!this.#json && text !== '') this.#write(printable(text));
  }

  /** Tells on a terminal how far the work is, and takes it away when it is done. */
  during<Result>(doing: string, work: (report: Report) => Promise<Result>): Promise<Result> {
    return this.#progress ? this.#progress.during(doing, work) : work(() => undefined);
  }

  /** `2026-03-04 09:30` in the configured time zone. */
  time(instant: string): string {
    return this.#time.format(new Date(instant));
  }

  /** A memory in two lines, the second of which tells where it stands. */
  memory(memory: Memory, mark = ''): string[] {
    const { paint } = this;
    const indent = ' '.repeat(mark.length);
    const { run_id, state, categories, tags, valid_to, expires_at, merged_into } = memory;
    const details = [
      this.time(memory.occurred_at),
      memory.cube,
      ...(run_id === null ? [] : [`run ${printable(run_id)}`]),
      ...(state === 'active' ? [] : [state]),
      ...(valid_to === null ? [] : [`held until ${this.time(valid_to)}`]),
      ...(merged_into === null ? [] : [`merged into ${merged_into}`]),
      ...(expires_at === null ? [] : [`expires ${this.time(expires_at)}`]),
      ...categories.map((category) => `[${printable(category)}]`),
      ...tags.map((tag) => `#${printable(tag)}`),
      memory.id,
    ];
    const speaker = memory.sources[0]?.speaker;
    const words = speaker ? `${speaker}: ${memory.text}` : memory.text;
    const lines = printable(words).split('\n');
    return [
      ...lines.map((line, index) => `${index === 0 ? paint('score', mark) : indent}${line}`),
      indent + paint('detail', printable(details.join(' · '))),
    ];
  }

  hit(hit: Hit, place: number): string[] {
    return this.memory(hit, `${String(place).padStart(2)}  ${hit.score.toFixed(2)}  `);
  }
}

/** Without the control characters by which a stored text could steer a terminal. Line ends and tabs stay. */
export function printable(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(/[^\P{Cc}\n\t]/gu, '\ufffd');
}

/** What was made, and the secret that it has. */
export function shownOnce(lines: readonly string[], secret: string, told: string): string[] {
  return [...lines, '', secret, '', told];
}

/** How to go on from a page. */
export function moreLines({ next_cursor: cursor }: { next_cursor: string | null }): string[] {
  return cursor === null ? [] : [`More: add --cursor ${cursor}`];
}

/** `1 memory`, `2 memories`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** What of a terminal is needed to draw on it. */
export interface Terminal {
  write(text: string): unknown;
  columns?: number;
}

/** How far the work is. Without a total it is counted only; without numbers, only time is told. */
export interface Step {
  doing?: string;
  done?: number;
  total?: number | undefined;
  unit?: 'bytes';
}

export type Report = (step: Step) => void;

const CLEAR = '\r\u001B[K';
const WIDTH = 24;
/** In milliseconds; what is done before `patience` is over shows nothing. */
const PACE = { patience: 400, pause: 100 };

/**
 * One line at the foot of a terminal, drawn over and over, and gone when the work is done. Nothing is
 * read from the keyboard, so that standard input stays what is piped in.
 */
export class ProgressLine {
  readonly #terminal: Terminal;
  readonly #pace: typeof PACE;
  #isDrawn = false;

  constructor(terminal: Terminal, pace = PACE) {
    this.#terminal = terminal;
    this.#pace = pace;
  }

  /** Shows a line for as long as the work takes. */
  async during<Result>(doing: string, work: (report: Report) => Promise<Result>): Promise<Result> {
    const begun = performance.now();
    let step: Step = { doing };
    const timer = setInterval(() => {
      const took = performance.now() - begun;
      if (took >= this.#pace.patience) this.#draw(lineOf(step, took));
    }, this.#pace.pause);
    try {
      return await work((next) => (step = { doing, ...next }));
    } finally {
      clearInterval(timer);
      this.clear();
    }
  }

  clear(): void {
    if (this.#isDrawn) this.#terminal.write(CLEAR);
    this.#isDrawn = false;
  }

  #draw(line: string): void {
    // A line that is broken could not be drawn over. Some terminals say 0 columns.
    const columns = this.#terminal.columns || 80;
    this.#terminal.write(CLEAR + line.slice(0, columns - 1));
    this.#isDrawn = true;
  }
}

/** `Adding  ██████░░░░░░  25 %  1.2 of 4.8 MiB`. */
export function lineOf({ doing = '', done, total, unit }: Step, took: number): string {
  const seconds = `${Math.floor(took / 1000)} s`;
  const number = (value: number) =>
    unit === 'bytes' ? (value / 1_048_576).toFixed(1) : value.toLocaleString('en');
  const suffix = unit === 'bytes' ? ' MiB' : '';
  if (done === undefined) return `${doing}  ${seconds}`;
  if (!total) return `${doing}  ${number(done)}${suffix}  ${seconds}`;
  const fraction = Math.min(1, done / total);
  const full = Math.round(fraction * WIDTH);
  const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full);
  return `${doing}  ${bar} ${String(Math.floor(fraction * 100)).padStart(3)} %  ${number(done)} of ${number(total)}${suffix}`;
}

/** Progress is for people who watch; machines that build say CI. */
export function wantsProgress(
  { isTTY }: { isTTY?: boolean },
  { CI, TERM }: Readonly<Record<string, string | undefined>>,
): boolean {
  return isTTY === true && !CI && TERM !== 'dumb';
}

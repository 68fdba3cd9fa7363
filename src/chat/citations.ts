/** `[m1]`, `[m1, m2]`, `【m3】`, `[m1-m3]` as models write them, with the space before it. */
const GROUP = /(?<!\s)\s*[[［【]\s*m\s*\d{1,4}(?:[\s,;、，&–-]|and|m|\d)*[\]］】]/gi;
/** The end of a text that may become such a group. */
const BEGUN = /(?<!\s)\s*(?:[[［【](?:\s*m[\s\d,;、，&–\-andm]{0,80}|\s*))?$/i;
const MARK_OR_RANGE = /m?\s*(\d{1,4})(?:\s*[–-]\s*m?\s*(\d{1,4}))?/gi;
/** A range that is wider cites nothing in particular. */
const WIDEST = 8;

/**
 * Lets an answer through as it comes, with those marks only that the model was shown. One group of
 * several becomes several: `[m1, m2]` → `[m1][m2]`.
 */
export class CitationCheck {
  readonly #shown: ReadonlySet<string>;
  readonly #cited = new Set<string>();
  #waiting = '';
  #dropped = 0;

  constructor(shown: Iterable<string>) {
    this.#shown = new Set(shown);
  }

  /** @returns what can be told by now: what may be the beginning of a mark waits */
  push(text: string): string {
    const all = this.#waiting + text;
    const begun = BEGUN.exec(all)?.index ?? all.length;
    this.#waiting = all.slice(begun);
    return this.#checked(all.slice(0, begun));
  }

  /** @returns the rest */
  end(): string {
    const rest = this.#checked(this.#waiting).trimEnd();
    this.#waiting = '';
    return rest;
  }

  /** Marks, in the order in which they were cited first. */
  get cited(): string[] {
    return [...this.#cited];
  }

  /** Marks that were taken out. */
  get dropped(): number {
    return this.#dropped;
  }

  #checked(text: string): string {
    return text.replace(GROUP, (group) => {
      const marks = marksOf(group);
      const known = marks.filter((mark) => this.#shown.has(mark));
      this.#dropped += marks.length - known.length;
      if (known.length === 0) return '';
      for (const mark of known) this.#cited.add(mark);
      const space = /^\s*/.exec(group)?.[0] ?? '';
      return space + known.map((mark) => `[${mark}]`).join('');
    });
  }
}

/** Checks an answer that is there as a whole. */
export function checkCitations(
  answer: string,
  shown: Iterable<string>,
): { text: string; cited: string[]; dropped: number } {
  const check = new CitationCheck(shown);
  const text = (check.push(answer) + check.end()).trim();
  return { text, cited: check.cited, dropped: check.dropped };
}

/** Without any marks: once it is remembered they would point at nothing. */
export function withoutMarks(answer: string): string {
  return answer.replace(GROUP, '').trim();
}

function marksOf(group: string): string[] {
  return [...group.matchAll(MARK_OR_RANGE)].flatMap(([, first, last]) => {
    const from = Number(first);
    const to = last === undefined ? from : Number(last);
    if (to < from || to - from >= WIDEST) return [`m${from}`, `m${to}`];
    return Array.from({ length: to - from + 1 }, (_, at) => `m${from + at}`);
  });
}

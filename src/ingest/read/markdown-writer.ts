import type { FilePlace, ReadLimits, Section } from './document.js';
import { tooLarge } from './failures.js';

/** What would be a heading, a fence or a rule at the start of a line, and was none in the file. */
const MARK = /^(?=#{1,6}(?:\s|$)|```|~~~|(?:=+|-+)\s*$)/;
/** What no store keeps, and what nobody sees. */
// oxlint-disable-next-line no-control-regex -- these are the ones that are taken out
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\ufeff\ufffe\uffff]/g;
const LONGEST_HEADING = 180;

interface Growing {
  place: FilePlace;
  blocks: string[];
}

/** Builds the Markdown of a document, section by section, and counts what it comes to. */
export class MarkdownWriter {
  readonly #limits: ReadLimits;
  readonly #sections: Growing[] = [];
  #characters = 0;
  #cells = 0;
  #isList = false;

  constructor(limits: ReadLimits) {
    this.#limits = limits;
  }

  get sections(): Section[] {
    return this.#sections
      .map(({ place, blocks }) => ({ place, text: blocks.join('') }))
      .filter(({ text }) => text.trim() !== '');
  }

  begin(place: FilePlace): void {
    this.#sections.push({ place, blocks: [] });
    this.#isList = false;
  }

  heading(level: number, text: string): void {
    const line = oneLine(text);
    if (line.length > LONGEST_HEADING) this.paragraph(line);
    else if (line !== '') this.#add(`${'#'.repeat(Math.min(6, Math.max(1, level)))} ${line}`);
  }

  /** Lines stay lines. */
  paragraph(text: string): void {
    const lines = clean(text)
      .split('\n')
      .map((line) => line.replaceAll(/[ \t]+/g, ' ').trim())
      .filter((line) => line !== '');
    if (lines.length > 0) this.#add(lines.map((line) => line.replace(MARK, '\\')).join('\n'));
  }

  item(text: string, depth = 0): void {
    const line = oneLine(text);
    if (line !== '') this.#add(`${'  '.repeat(Math.min(depth, 8))}- ${line}`, true);
  }

  /** What comes next is no further item. */
  endList(): void {
    this.#isList = false;
  }

  code(text: string): void {
    const content = clean(text).replace(/^\n+|\s+$/g, '');
    const runs = content.match(/`{3,}/g) ?? [];
    const fence = '`'.repeat(Math.max(2, ...runs.map((run) => run.length)) + 1);
    if (content !== '') this.#add(`${fence}\n${content}\n${fence}`);
  }

  /**
   * A row is an item that names its columns, so that it is found by them, however a long table is
   * cut. A table without names of columns has its cells side by side.
   */
  row(cells: readonly string[], names: readonly string[] | undefined): void {
    this.#cells += cells.length;
    if (this.#cells > this.#limits.cells) {
      throw tooLarge(`It has more than ${this.#limits.cells.toLocaleString('en')} cells.`, {
        remedy: 'Split it into several files, or leave out what nobody asks for.',
      });
    }
    const filled = cells.map(oneLine);
    if (!names) {
      this.item(filled.filter((cell) => cell !== '').join(' | '));
      return;
    }
    const named = filled.flatMap((cell, at) => {
      const name = oneLine(names[at] ?? '');
      if (cell === '') return [];
      return [name === '' ? cell : `${name}: ${cell}`];
    });
    this.item(named.join('; '));
  }

  #add(block: string, isItem = false): void {
    const { characters: most } = this.#limits;
    if (this.#sections.length === 0) this.begin({});
    const { blocks } = this.#sections.at(-1) as Growing;
    const gap = blocks.length === 0 ? '' : isItem && this.#isList ? '\n' : '\n\n';
    this.#isList = isItem;
    this.#characters += gap.length + block.length;
    if (this.#characters > most) throw tooMuchText(most);
    blocks.push(gap + block);
  }
}

export function tooMuchText(most: number) {
  return tooLarge(`It holds more than ${most.toLocaleString('en')} characters.`, {
    remedy: 'Split it into several files.',
  });
}

/** What can be kept of a text. */
export function clean(text: string): string {
  return text.toWellFormed().replaceAll(/\r\n?/g, '\n').replaceAll(CONTROLS, '');
}

export function oneLine(text: string): string {
  return clean(text).replaceAll(/\s+/g, ' ').trim();
}

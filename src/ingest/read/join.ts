import type { FilePlace, Section } from './document.js';

const GAP = '\n\n';

/** Sections as one text, and where in the file a stretch of it stands. */
export function joinSections(sections: readonly Section[]): {
  text: string;
  placeOf: (start: number, end: number) => FilePlace;
} {
  const starts: number[] = [];
  let length = 0;
  for (const { text } of sections) {
    starts.push(length);
    length += text.length + GAP.length;
  }
  const placeAt = (at: number): FilePlace => {
    let low = 0;
    for (let high = starts.length; high - low > 1;) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= at) low = middle;
      else high = middle;
    }
    return sections[low]?.place ?? {};
  };
  return {
    text: sections.map(({ text }) => text).join(GAP),
    placeOf: (start, end) => {
      const [first, last] = [placeAt(start), placeAt(Math.max(start, end - 1))];
      if (last.page === undefined || last.page === first.page) return first;
      return { ...first, last_page: last.page };
    },
  };
}

const OPEN = '<think>';
const CLOSE = '</think>';

/** An answer without what models that think aloud say first. Thoughts without an end were all there is. */
export function withoutThoughts(text: string): string {
  const said = text.trimStart();
  if (!said.startsWith(OPEN)) return text.trim();
  const end = said.indexOf(CLOSE);
  return end === -1 ? '' : said.slice(end + CLOSE.length).trim();
}

/** The same for an answer that comes in pieces: holds back what may be a thought, and no more than that. */
export async function* thoughtless(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let held = '';
  let state: 'begins' | 'thinks' | 'starts' | 'speaks' = 'begins';
  for await (const piece of pieces) {
    if (state === 'speaks') {
      yield piece;
      continue;
    }
    held += piece;
    if (state === 'begins') {
      const said = held.trimStart();
      if (said === '' || OPEN.startsWith(said)) continue;
      state = said.startsWith(OPEN) ? 'thinks' : 'speaks';
    }
    if (state === 'thinks') {
      const end = held.indexOf(CLOSE);
      if (end === -1) continue;
      held = held.slice(end + CLOSE.length);
      state = 'starts';
    }
    const said = held.trimStart();
    if (said === '') continue;
    held = '';
    state = 'speaks';
    yield said;
  }
  if (state === 'begins' && held.trim() !== '') yield held.trimStart();
}

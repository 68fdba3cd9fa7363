/** Blocks of a prompt; nothing inside one can end it or open another. */
const BLOCKS = ['memories', 'conversation', 'message', 'answer', 'part', 'instructions'] as const;

type BlockName = (typeof BLOCKS)[number];

const TAG = new RegExp(`<(?=\\s*/?\\s*(?:${BLOCKS.join('|')})\\b)`, 'gi');

/** A text as data in a block of a prompt; line ends and signs stay as they are. */
export function fence(name: BlockName, text: string, note?: string): string {
  const opening = note === undefined ? `<${name}>` : `<${name} note="${note}">`;
  return `${opening}\n${text.toWellFormed().replace(TAG, '&lt;')}\n</${name}>`;
}

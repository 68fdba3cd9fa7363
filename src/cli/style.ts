import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** How a text looks, by what it tells; never the only sign of it. */
const looks = {
  ok: 'green',
  skipped: 'dim',
  warning: 'yellow',
  fault: ['bold', 'red'],
  score: 'cyan',
  bar: 'green',
  minus: 'red',
  detail: 'dim',
} as const satisfies Record<string, Format>;

export type Look = keyof typeof looks;
export type Paint = (look: Look, text: string) => string;

export const plain: Paint = (_, text) => text;

const painted: Paint = (look, text) =>
  styleText(looks[look] as Format, text, { validateStream: false });

export function paintFor(coloured: boolean): Paint {
  return coloured ? painted : plain;
}

/** As Node.js itself has it: FORCE_COLOR goes before NO_COLOR, and 0 or false turns it round. */
export function wantsColour(
  { isTTY }: { isTTY?: boolean },
  { FORCE_COLOR: force, NO_COLOR: no, TERM }: Readonly<Record<string, string | undefined>>,
): boolean {
  if (force !== undefined) return force !== '0' && force !== 'false';
  return isTTY === true && !no && TERM !== 'dumb';
}

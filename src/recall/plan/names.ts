import { namesTold } from '../../language/kin/role-names.js';
import { callingsOf, foldRoles, isRole, type Role, rolesIn } from '../../language/kin/roles.js';
import { analyse } from '../../language/terms/analyse.js';
import { ASSISTANT, NOTE, type Outline } from '../outline/outline.js';
import type { HeldTerms } from '../outline/term-slots.js';
import type { Placed } from '../outline/texts.js';

/** Of the notes that tell of somebody in that role, so many are read: the oldest, who introduce them, and the newest. */
const MOST_READ = { oldest: 12, newest: 12 };
/** In UTF-16 units: what is longer seldom introduces anybody. */
const MOST_TEXT = 600;
/** More are no names of one person. */
const MOST_NAMES = 4;

interface NamesOptions {
  outlines: readonly Outline[];
  /** Whether a memory may be answered: what others hold must not be told by what is found. */
  isOpen: (outline: Outline, slot: number) => boolean;
  read: (terms: readonly string[]) => Promise<HeldTerms[]>;
  textsOf: (placed: readonly Placed[]) => Promise<ReadonlyMap<number, string>>;
}

/**
 * Who asks for "my sister" was told "My sister Bríd lives near Sligo" once, and of Bríd ever since: the names that
 * notes give to those whom a query calls by what they are to somebody, each with the term of the query that it stands for.
 *
 * @param terms of the query
 */
export async function namesOfRoles(
  query: string,
  terms: readonly string[],
  options: NamesOptions,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const role of rolesIn(foldRoles(query))) {
    const standsFor = termOf(role, terms);
    if (standsFor === undefined) continue;
    for (const name of await namesOf(role, options)) {
      for (const term of analyse(name)) {
        const isAWord = term.length > 1 && !isRole(term) && !terms.includes(term);
        if (isAWord && !found.has(term)) found.set(term, standsFor);
      }
    }
  }
  return found;
}

/** A question in a script without spaces has only a part of the word, or more than it: 妹 of 我妹. */
function termOf({ word }: Role, terms: readonly string[]): string | undefined {
  const own = analyse(word);
  return (
    terms.find((term) => own.includes(term)) ??
    terms.find((term) => word.includes(term) || term.includes(word))
  );
}

async function namesOf(
  role: Role,
  { outlines, isOpen, read, textsOf }: NamesOptions,
): Promise<string[]> {
  const words = [...callingsOf(role.word)].map((word) => analyse(word).at(-1) ?? word);
  const held = await read([...new Set(words)]);
  const placed = outlines.flatMap((outline, index): Placed[] => {
    const slots = [...(held[index] as HeldTerms).values()].flatMap((one) => [...one.slots]);
    const open = [...new Set(slots)].filter(
      (slot) => slot < outline.count && counts(outline, slot) && isOpen(outline, slot),
    );
    return open.map((slot) => ({ outline, memory: outline.memories[slot] as number }));
  });
  placed.sort((one, other) => one.memory - other.memory);
  const { oldest, newest } = MOST_READ;
  if (placed.length > oldest + newest) placed.splice(oldest, placed.length - oldest - newest);
  const texts = await textsOf(placed);
  const told = new Map<string, number>();
  for (const text of texts.values()) {
    if (text.length > MOST_TEXT) continue;
    for (const name of namesTold(text, role)) told.set(name, (told.get(name) ?? 0) + 1);
  }
  const most = [...told].toSorted(([, one], [, other]) => other - one);
  return most.slice(0, MOST_NAMES).map(([name]) => name);
}

function counts({ kinds, fromUser }: Outline, slot: number): boolean {
  return kinds[slot] === NOTE || (kinds[slot] === ASSISTANT && fromUser[slot] === 1);
}

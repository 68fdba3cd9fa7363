import type { Word } from '../../language/telling.js';
import type { PackItem } from '../pack-item.js';

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** A memory with its words. */
export interface Told {
  item: Pick<PackItem, 'text' | 'speaker' | 'role' | 'validFrom' | 'validTo'>;
  day: string;
  words: readonly Word[];
  /** The folded words with a space before and after each. */
  line: string;
}

/** What these mean depends on the day. */
const DEICTIC = set(`
  today tonight yesterday tomorrow now currently just ago next last this soon recently later
  heute gestern morgen jetzt gerade bald neulich nachste nachsten nachster letzte letzten letzter`);
const DEICTIC_PARTS =
  /[今明昨刚剛]|现在|現在|下周|下週|上周|上週|下个|下個|上个|上個|最近|오늘|어제|내일/u;
const QUESTION = /[?？]/;

/**
 * Whether another memory says all of it: the same words side by side, by the same speaker, of the
 * same validity. When what the other says besides could change the meaning, both are kept: a number,
 * a day, a name, a negation, a condition.
 */
export function repeats(candidate: Told, other: Told): boolean {
  const { words, line, item } = candidate;
  if (words.length === 0) return false;
  const found = other.line.indexOf(line);
  if (found < 0) return false;
  const same = (['speaker', 'role', 'validFrom', 'validTo'] as const).every(
    (field) => item[field] === other.item[field],
  );
  if (!same || QUESTION.test(item.text) !== QUESTION.test(other.item.text)) return false;
  const dependsOnDay = ({ folded }: Word) => DEICTIC.has(folded) || DEICTIC_PARTS.test(folded);
  if (candidate.day !== other.day && words.some(dependsOnDay)) return false;
  const before = other.line.slice(0, found + 1).split(' ').length - 2;
  return !other.words.some(
    ({ tells: matters }, at) => matters && (at < before || at >= before + words.length),
  );
}

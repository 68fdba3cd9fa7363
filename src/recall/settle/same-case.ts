import { caseNumbersIn } from '../../language/case-numbers.js';
import { analyse } from '../../language/terms/analyse.js';
import { kindOf } from '../score/calibrate.js';
import type { Ranked } from '../score/fuse.js';
import { hitAt } from './hops.js';
import { moveBeside } from './matters.js';
import { byTime, timeOf } from './newest-first.js';
import type { ReplacedOptions } from './replaced.js';

/** Places that what was told last of the same case may be put before. */
const PLACES = 2;
/** What stands there must have of the first score. */
const LEAST_SCORE = 0.5;
/** A number that more notes hold is none of one case. */
const MOST_HOLDERS = 12;

type CaseOptions = Pick<ReplacedOptions, 'until' | 'textsOf' | 'read' | 'allows'>;

/**
 * How a matter came out is told by its number, and seldom by its words: "FD-1302: nobody can log in", then "FD-1302
 * resolved, the certificate had expired". What was told last of a case goes before what was told of it earlier.
 *
 * @returns the memories of each case, the newer first
 */
export async function putLastOfCaseFirst(
  ranked: Ranked[],
  options: CaseOptions,
): Promise<number[][]> {
  const inOrder: number[][] = [];
  const [{ score: highest } = { score: 0 }] = ranked;
  const best = ranked
    .slice(0, PLACES)
    .filter((hit) => kindOf(hit) === 'note' && hit.score >= highest * LEAST_SCORE);
  if (best.length === 0) return inOrder;
  const textOf = await options.textsOf(best);
  for (const older of best) {
    const numbers = caseNumbersIn(textOf(older.memory) ?? '');
    const last = numbers.length === 0 ? undefined : await lastOfCase(older, numbers, options);
    if (!last) continue;
    const place = ranked.indexOf(older);
    const known = ranked.findIndex(({ memory }) => memory === last.memory);
    if (known >= 0 && known < place) continue;
    const at = known < 0 ? ranked.push(last) - 1 : known;
    moveBeside(ranked, { at, place, put: { first: 'newest', before: older.memory } });
    inOrder.push([last.memory, older.memory]);
  }
  return inOrder;
}

/** The newest note that has one of the numbers; undefined where that is the older one itself. */
async function lastOfCase(
  older: Ranked,
  numbers: readonly string[],
  { until, read, allows }: CaseOptions,
): Promise<Ranked | undefined> {
  const { among } = older;
  const { outline, count } = among.evidence;
  if (outline.partition === 'known') return undefined;
  // The first term is the number as a whole.
  const terms = numbers.flatMap((number) => analyse(number).slice(0, 1));
  const held = await read(outline, terms);
  const [last] = terms
    .map((term) => held.get(term)?.slots.filter((slot) => slot < count) ?? [])
    .filter(({ length }) => length <= MOST_HOLDERS)
    .flatMap((slots) => [...slots])
    .filter((slot) => allows(among, slot))
    .map((slot) => hitAt(older, slot))
    .filter((hit) => kindOf(hit) === 'note' && timeOf(hit) < until)
    .toSorted(byTime);
  return last && byTime(last, older) < 0 ? last : undefined;
}

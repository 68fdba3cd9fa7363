/** How likely a reader is to look at the next place: the first ten carry 86 % of the weight. */
const PERSISTENCE = 0.9;

/**
 * How alike two rankings are, from 0 to 1, where the first places count most and the lists may have
 * other members and other lengths: extrapolated rank-biased overlap, equation 32 of Webber, Moffat
 * and Zobel, "A similarity measure for indefinite rankings", ACM TOIS 28(4), 2010.
 */
export function rankBiasedOverlap(
  one: readonly string[],
  other: readonly string[],
  persistence = PERSISTENCE,
): number {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length === 0) return 1;
  if (short.length === 0) return 0;
  const overlaps = overlapsOf(short, long);
  const atShort = overlaps[short.length - 1] as number;
  const atLong = overlaps[long.length - 1] as number;
  let sum = 0;
  for (let depth = 1; depth <= long.length; depth++) {
    const unseen = Math.max(0, depth - short.length) * (atShort / short.length);
    sum += (((overlaps[depth - 1] as number) + unseen) / depth) * persistence ** depth;
  }
  const beyond = (atLong - atShort) / long.length + atShort / short.length;
  return ((1 - persistence) / persistence) * sum + beyond * persistence ** long.length;
}

/** For each depth, how many members the two lists have in common down to there. */
function overlapsOf(short: readonly string[], long: readonly string[]): number[] {
  const [inShort, inLong] = [new Set<string>(), new Set<string>()];
  let overlap = 0;
  return long.map((member, index) => {
    const partner = short[index];
    inLong.add(member);
    if (partner !== undefined) inShort.add(partner);
    if (inShort.has(member)) overlap += 1;
    if (partner !== undefined && partner !== member && inLong.has(partner)) overlap += 1;
    return overlap;
  });
}

import { z } from 'zod';
import type { Probe } from './shapes.js';
import { asksSomething, type Tiers } from './tiers.js';

/**
 * What passing a case tells. `active`: the right beliefs were found, and nothing else. `structural`:
 * nothing was found where nothing may be. `empty`: nothing was asked for, so that anybody passes.
 */
const passTypes = ['active', 'structural', 'empty'] as const;

export const beliefVerdictSchema = z.object({
  passed: z.boolean(),
  failures: z.array(z.string()),
  type: z.enum(passTypes),
  /** Null where there is nothing to be precise about. */
  precision: z.number().nullable(),
  recall: z.number().nullable(),
});

export type BeliefVerdict = z.output<typeof beliefVerdictSchema>;

/** What shall be found; a pinned belief is there without being found. */
export function goldOf(
  { expect: { relevantBeliefs: relevant } }: Probe,
  pinned: readonly string[],
) {
  return (
    relevant.shouldOnlyInclude ?? (relevant.mustInclude ?? []).filter((id) => !pinned.includes(id))
  );
}

export function judgeTiers(probe: Probe, tiers: Tiers): BeliefVerdict {
  const gold = goldOf(probe, tiers.pinned);
  const hits = gold.filter((id) => tiers.relevant.includes(id)).length;
  const failures = failuresOf(probe, tiers);
  const asked = asksSomething(probe) && probe.places > tiers.pinned.length;
  const nothing = tiers.relevant.length === 0 && gold.length === 0;
  return {
    passed: failures.length === 0,
    failures,
    type: gold.length > 0 ? 'active' : asked ? 'structural' : 'empty',
    precision: nothing ? null : hits / Math.max(1, tiers.relevant.length),
    recall: gold.length === 0 ? null : hits / gold.length,
  };
}

function failuresOf({ expect }: Probe, { pinned, relevant, questions }: Tiers): string[] {
  const { relevantBeliefs: beliefs, pinnedFacts, openQuestions, noiseCheck } = expect;
  const shown = [...pinned, ...relevant];
  const only = beliefs.shouldOnlyInclude;
  return [
    ...lacking('found', shown, [...(beliefs.mustInclude ?? []), ...(beliefs.shouldInclude ?? [])]),
    ...surplus('forbidden', shown, beliefs.mustExclude),
    ...lacking('found', relevant, only),
    ...(only
      ? surplus(
          'unexpected',
          relevant,
          relevant.filter((id) => !only.includes(id)),
        )
      : []),
    ...lacking('pinned', pinned, pinnedFacts.mustInclude),
    ...surplus('forbidden among the pinned', pinned, pinnedFacts.mustExclude),
    ...lacking('among the open questions', questions, openQuestions.mustInclude),
    ...surplus('forbidden among the open questions', questions, openQuestions.mustExclude),
    ...surplus('noise', shown, noiseCheck?.mustNotSurface),
    ...disordered(relevant, beliefs.orderedBefore),
    ...miscounted(relevant.length, beliefs),
  ];
}

function lacking(where: string, ids: readonly string[], wanted: readonly string[] = []): string[] {
  return wanted.filter((id) => !ids.includes(id)).map((id) => `not ${where}: ${id}`);
}

function surplus(what: string, ids: readonly string[], unwanted: readonly string[] = []): string[] {
  return unwanted.filter((id) => ids.includes(id)).map((id) => `${what}: ${id}`);
}

function disordered(ids: readonly string[], pairs: readonly [string, string][] = []): string[] {
  const place = (id: string) => (ids.includes(id) ? ids.indexOf(id) : undefined);
  return pairs
    .filter(([first, second]) => !((place(first) ?? Infinity) < (place(second) ?? -1)))
    .map(([first, second]) => `not in order: ${first}, ${second}`);
}

function miscounted(
  count: number,
  {
    maxCount,
    minCount,
  }: { maxCount?: number | null | undefined; minCount?: number | null | undefined },
): string[] {
  return [
    ...(count > (maxCount ?? Infinity) ? [`${count} found, more than ${maxCount}`] : []),
    ...(count < (minCount ?? 0) ? [`${count} found, fewer than ${minCount}`] : []),
  ];
}

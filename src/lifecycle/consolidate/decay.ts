import type { Instant } from '../../model/time.js';
import type { StoredMemory } from '../../store/port.js';

const DAY = 86_400_000;
/**
 * Days in which importance halves of what was said once and is not found by any search. An exponential, as
 * MemoryBank has it after Ebbinghaus (Zhong et al. 2024, arXiv 2305.10250): the one curve of which many
 * small steps come to the same as one large one, so that it does not matter how often this runs.
 */
const HALF_LIFE = 180;
/** Each time costs a version, so a step is taken once in so many days. */
const STEP = 90;
/** What was important once is found still. */
const LEAST = 0.05;

/**
 * The importance of a memory that nobody has needed for long, or undefined where it stays. What was said
 * several times fades more slowly, by the logarithm of how often, as in ACT-R.
 */
export function fadedImportance(memory: StoredMemory, at: Instant): number | undefined {
  const { importance, updatedAt, occurredAt, sources } = memory;
  if (importance === null || importance <= LEAST) return undefined;
  const days = (at - Math.max(updatedAt, Math.min(occurredAt, at))) / DAY;
  if (days < STEP) return undefined;
  const halfLife = HALF_LIFE * (1 + Math.log(Math.max(1, sources.length)));
  const faded = Math.max(LEAST, importance * 2 ** (-days / halfLife));
  return Math.round(faded * 1_000) / 1_000;
}

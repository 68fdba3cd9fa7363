import { isGiven } from './reads.js';
import { badRequest } from './refusal.js';

/**
 * mem0's scores are likenesses, mostly cosines of embeddings: what answers has 0.4 to 0.7, and what has little to do
 * with the question still 0.2. Its clients hold thresholds for that: the OpenClaw plugin drops what is below 0.1 or below
 * half of the best, its command line what is below 0.3. Tulving's scores are chances, of which these drop most of
 * what is right; so mem0's clients are told the cube root. `bench/thresholds.mjs` measures both.
 */
const POWER = 3;

/** A score as mem0's clients take it, in the same order. */
export function likenessOf(chance: number): number {
  return chance ** (1 / POWER);
}

/** @returns the lowest of our scores that a threshold of mem0's lets through; undefined where none was given */
export function leastChance(threshold: unknown): number | undefined {
  if (!isGiven(threshold)) return undefined;
  if (typeof threshold !== 'number' || !(threshold >= 0 && threshold <= 1)) {
    throw badRequest('threshold must be a number from 0 to 1.');
  }
  return threshold ** POWER;
}

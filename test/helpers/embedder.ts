import { createEmbedder, type EmbedderOptions } from '../../src/models/embedders/create.js';
import type { Embedder } from '../../src/models/port.js';
import type { FakeModel } from '../../src/testing/fake-model.js';

/** What this fake knows of meaning: words of one row lie at one place. */
const concepts: readonly RegExp[] = [
  /\b(?:car|vehicle|automobile|hatchback|chariot)\b/i,
  /\b(?:sister|sibling|mia)\b/i,
  /\b(?:cello|instrument|music)\b/i,
  /\b(?:kettle|kitchen|boil)\b/i,
  /\b(?:passport|papers|border)\b/i,
];

/** A little of everything for what has no concept, so that no vector is zero. */
export function conceptVector(text: string): number[] {
  const known = concepts.map((concept) => (concept.test(text) ? 1 : 0));
  const rest = Array.from({ length: 11 }, (_, at) => 0.12 * Math.sin(text.length * (at + 1) + at));
  return [...known, ...rest];
}

/** One that asks a fake, and waits for next to nothing. */
export function embedderOn(
  fake: FakeModel,
  model = 'small',
  options: EmbedderOptions = {},
): Embedder {
  const settings = { embedder: `openai-compatible:${fake.url}#${model}` };
  return createEmbedder(settings, { pauseMs: 1, retries: 1, ...options });
}

import type { SourceKind } from '../../store/change-set.js';
import type { ChannelName } from './channels.js';

export type Weights = Record<SourceKind, Partial<Record<ChannelName, number>>>;

/**
 * How much each channel counts, by kind of source: weights that suit two people talking ruin the
 * log of an assistant. Chosen on development splits of public sets; docs/design.md, "Fusion".
 * `meaning`, the model's, has the weight of `vector` because there is no model here to measure with.
 * `phrase` is more than all others of its row together: who quotes wants that first.
 */
export const weights: Weights = {
  peers: {
    context: 1,
    best: 0.31,
    answers: 0.35,
    date: 1.01,
    speaker: 0.15,
    listener: -0.13,
    asks: -0.09,
    dated: 0.08,
    substance: 0.5,
    quantity: 0.3,
    vector: 0.29,
    meaning: 0.29,
    phrase: 5,
  },
  assistant: {
    likelihood: 1,
    after: 0.5,
    pairs: 0.37,
    quantity: 0.3,
    date: 0.24,
    length: -0.39,
    fromUser: 0.61,
    vector: 0.51,
    meaning: 0.51,
    phrase: 8,
  },
  note: {
    words: 1,
    pairs: 0.2,
    quantity: 0.3,
    date: 1,
    vector: 0.65,
    meaning: 0.65,
    phrase: 5,
  },
  document: { words: 1, session: 0.2, vector: 0.3, meaning: 0.3, phrase: 5 },
};

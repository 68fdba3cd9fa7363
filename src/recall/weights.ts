import type { SourceKind } from '../store/change-set.js';
import type { ChannelName } from './channels.js';

export type Weights = Record<SourceKind, Partial<Record<ChannelName, number>>>;

/**
 * How much each channel counts, by kind of source: weights that suit two people talking ruin the
 * log of an assistant. Chosen on development splits of public sets; docs/design.md, "Fusion".
 * `phrase` is more than all others of its row together: who quotes wants that first.
 */
export const weights: Weights = {
  peers: {
    context: 1,
    before: 0.18,
    twoBefore: 0.15,
    session: 0.21,
    best: 0.33,
    answers: 0.18,
    date: 1.2,
    speaker: 0.2,
    listener: -0.16,
    asks: -0.14,
    dated: 0.14,
    length: 0.31,
    vector: 0.53,
    phrase: 5,
  },
  assistant: {
    likelihood: 1.32,
    after: 0.62,
    session: 0.24,
    best: 1,
    pairs: 0.64,
    date: 0.32,
    length: -0.71,
    fromUser: 1,
    vector: 0.69,
    phrase: 8,
  },
  note: { words: 1, date: 0.4, vector: 0.6, phrase: 5 },
  document: { words: 1, session: 0.2, vector: 0.3, phrase: 5 },
};

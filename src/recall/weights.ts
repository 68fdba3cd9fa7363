import type { SourceKind } from '../store/change-set.js';
import type { ChannelName } from './channels.js';

/**
 * How much each channel counts, by kind of source: weights that suit two people talking ruin the
 * log of an assistant. Chosen on development splits of public sets; docs/design.md, "Fusion".
 * `phrase` is more than all others of its row together: who quotes wants that first.
 */
export const weights: Record<SourceKind, Partial<Record<ChannelName, number>>> = {
  peers: {
    context: 1,
    before: 0.05,
    twoBefore: 0.11,
    session: 0.14,
    best: 0.33,
    answers: 0.16,
    date: 1.3,
    speaker: 0.14,
    listener: -0.11,
    asks: -0.11,
    length: 0.84,
    vector: 0.1,
    phrase: 5,
  },
  assistant: {
    words: 1.4,
    best: 0.6,
    date: 0.4,
    length: -0.6,
    fromUser: 0.8,
    vector: 0.4,
    phrase: 5,
  },
  note: { words: 1, date: 0.4, vector: 0.4, phrase: 5 },
  document: { words: 1, session: 0.2, vector: 0.3, phrase: 5 },
};

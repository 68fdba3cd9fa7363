import type { SourceKind } from '../store/change-set.js';
import type { ChannelName } from './channels.js';

/**
 * How much each channel counts, by kind of source: weights that suit two people talking ruin the
 * log of an assistant. Chosen on development splits of public sets; docs/design.md, "Fusion".
 */
export const weights: Record<SourceKind, Partial<Record<ChannelName, number>>> = {
  peers: {
    words: 0.8,
    context: 0.45,
    before: 0.45,
    after: 0.5,
    session: 0.7,
    answers: 0.1,
    speaker: 0.4,
    listener: -0.2,
    asks: -0.1,
    vector: 0.3,
  },
  assistant: { words: 1.4, after: 0.4, fromUser: 0.4, vector: 0.3 },
  note: { words: 1, vector: 0.4 },
  document: { words: 1, session: 0.2, vector: 0.3 },
};

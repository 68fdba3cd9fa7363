import type { SourceKind } from '../store/change-set.js';
import type { ChannelName } from './channels.js';

/**
 * How much each channel counts, by kind of source: weights that suit two people talking ruin the
 * log of an assistant. Chosen on development splits of public sets; docs/design.md, "Fusion".
 */
export const weights: Record<SourceKind, Partial<Record<ChannelName, number>>> = {
  peers: {
    words: 0.5,
    context: 1,
    before: 0.2,
    after: 0.1,
    session: 0.6,
    answers: 0.3,
    speaker: 0.3,
    listener: -0.3,
    asks: -0.2,
    length: 0.4,
    vector: 0.2,
  },
  assistant: { words: 1.4, after: 0.4, fromUser: 0.4, vector: 0.3 },
  note: { words: 1, vector: 0.4 },
  document: { words: 1, session: 0.2, vector: 0.3 },
};

import type { Trace } from 'tulving/client';

export type TracedHit = Trace['hits'][number];
export type ChannelTrace = TracedHit['channels'][number];

/** What channels have in common; each has a colour, `--reason-<family>` of `reasons.css`. */
export const families = ['words', 'around', 'meaning', 'time', 'person', 'form'] as const;
export type Family = (typeof families)[number];

/**
 * The family of each channel. Its name and what it means are `reasons:channel.<name>` of the
 * translations; a channel that is not here is shown by its own name.
 */
export const channelTable: Readonly<Record<string, Family>> = {
  words: 'words',
  likelihood: 'words',
  pairs: 'words',
  context: 'words',
  phrase: 'words',
  session: 'around',
  after: 'around',
  best: 'around',
  answers: 'around',
  vector: 'meaning',
  meaning: 'meaning',
  date: 'time',
  dated: 'time',
  speaker: 'person',
  listener: 'person',
  fromUser: 'person',
  asks: 'form',
  quantity: 'form',
  substance: 'form',
  length: 'form',
};

export function familyOf(channel: string): Family {
  return channelTable[channel] ?? 'form';
}

/** What adds to a hit or takes away from it, the largest first. */
export function reasonsOf({ channels }: TracedHit): ChannelTrace[] {
  return channels
    .filter(({ share }) => share !== 0)
    .toSorted((one, other) => Math.abs(other.share) - Math.abs(one.share));
}

/** What it has of all that speaks for the hit, from 0 to 1. */
export function partOf({ share }: ChannelTrace, { channels }: TracedHit): number {
  const all = channels.reduce((sum, one) => sum + Math.max(0, one.share), 0);
  return all === 0 ? 0 : share / all;
}

/** The largest share in an answer: all of its bars have the same scale. */
export function largestShare({ hits }: Pick<Trace, 'hits'>): number {
  return Math.max(
    0,
    ...hits.flatMap(({ channels }) => channels.map(({ share }) => Math.abs(share))),
  );
}

import type { Memory } from 'tulving/client';

const oneDay = 86_400_000;

/** Who said it, where it stands as it was said: what a model draws of a turn has its own words. */
export function speakerOf({ kind, sources }: Pick<Memory, 'kind' | 'sources'>): string | undefined {
  return kind === 'statement' ? (sources[0]?.speaker ?? undefined) : undefined;
}

/** Whether it happened on another day than the one that is shown of it. */
export function isOfAnotherDay({ occurred_at }: Pick<Memory, 'occurred_at'>, at: string): boolean {
  return Math.abs(Date.parse(occurred_at) - Date.parse(at)) >= oneDay;
}

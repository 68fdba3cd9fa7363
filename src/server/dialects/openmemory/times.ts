/** Conditions on when a memory was made, in seconds since 1970 as OpenMemory gives them, both included. */
export function createdBetween({
  from_date: from,
  to_date: to,
}: {
  from_date?: number | undefined;
  to_date?: number | undefined;
}): Record<string, unknown>[] {
  return [
    ...(from === undefined ? [] : [{ created_at: { gte: instant(from) } }]),
    // A moment of theirs is a whole second of ours.
    ...(to === undefined ? [] : [{ created_at: { lt: instant(to + 1) } }]),
  ];
}

function instant(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

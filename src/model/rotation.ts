/** Of how many periods an archive stays. */
export type Rotation = Readonly<Partial<Record<Period, number>>>;
export type Period = (typeof periods)[number];

export const periods = ['last', 'hourly', 'daily', 'weekly', 'monthly'] as const;

/** @param text such as `7 daily, 4 weekly`, or `all` */
export function readRotation(text: string): Rotation {
  if (text.trim() === 'all') return { last: Number.MAX_SAFE_INTEGER };
  const rotation: Partial<Record<Period, number>> = {};
  for (const part of text.split(',')) {
    const [, count, name] = /^\s*(\d{1,4})\s+([a-z]+)\s*$/.exec(part) ?? [];
    const period = periods.find((one) => one === name);
    if (count === undefined || period === undefined) {
      throw new RangeError(`all, or numbers of ${periods.join(', ')}, such as 7 daily, 4 weekly`);
    }
    rotation[period] = Number(count);
  }
  return rotation;
}

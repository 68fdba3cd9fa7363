const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** `3.2 MB`, as it is written in the language. */
export function sizeOf(bytes: number, language: string): string {
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return (bytes / 1_000 ** step).toLocaleString(language, {
    style: 'unit',
    unit: units[step],
    maximumFractionDigits: 1,
  });
}

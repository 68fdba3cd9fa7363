/** In rem: of the text, of the gap before each column, and of what stands at both sides. */
const [text, gap, sides] = [14, 0.75, 5];

/** Past that, a table with many columns is moved sideways; a few always fit. */
export function leastWidth(widths: readonly (string | undefined)[]): string | undefined {
  const fixed = widths.flatMap((width) =>
    width?.endsWith('rem') ? [Number.parseFloat(width)] : [],
  );
  if (fixed.length < 6) return undefined;
  const sum = fixed.reduce((all, width) => all + width + gap, 0);
  return `${text + sum + sides}rem`;
}

/** Four sums side by side: a single one waits for each addition to end. */
export function dot(a: Float32Array | Int8Array, b: Float32Array): number {
  const at = (i: number) => (a[i] ?? 0) * (b[i] ?? 0);
  let [one, two, three, four] = [0, 0, 0, 0];
  for (let i = 0; i < a.length; i += 4) {
    one += at(i);
    two += at(i + 1);
    three += at(i + 2);
    four += at(i + 3);
  }
  return one + two + (three + four);
}

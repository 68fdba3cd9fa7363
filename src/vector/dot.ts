/** Four sums side by side: a single one waits for each addition to end. Plain indices: a closure took twice as long. */
export function dot(a: Float32Array | Int8Array, b: Float32Array): number {
  let [one, two, three, four] = [0, 0, 0, 0];
  const even = a.length - (a.length % 4);
  for (let i = 0; i < even; i += 4) {
    one += (a[i] as number) * (b[i] as number);
    two += (a[i + 1] as number) * (b[i + 1] as number);
    three += (a[i + 2] as number) * (b[i + 2] as number);
    four += (a[i + 3] as number) * (b[i + 3] as number);
  }
  for (let i = even; i < a.length; i++) one += (a[i] as number) * (b[i] as number);
  return one + two + (three + four);
}

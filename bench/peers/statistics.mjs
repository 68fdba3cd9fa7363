/** Nearest rank. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

export function median(values) {
  return percentile(values, 0.5);
}

export function spread(values) {
  return { p50: percentile(values, 0.5), p95: percentile(values, 0.95) };
}

export function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

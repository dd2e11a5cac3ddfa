/** Medians and quantiles. */
export const quantile = (numbers: readonly number[], q: number): number => {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
};
export const median = (numbers: readonly number[]): number => quantile(numbers, 0.5);

export interface IntraclassCorrelation {
  /** One rater, raters drawn from many: absolute agreement, ICC(2,1). */
  single: number;
  /** One rater, these raters only: consistency, ICC(3,1). */
  singleFixed: number;
  /** The mean of the raters, raters drawn from many: ICC(2,k). */
  average: number;
  /** The mean of the raters, these raters only: ICC(3,k). */
  averageFixed: number;
}

/**
 * Intraclass correlations of Shrout and Fleiss (1979) by two-way analysis of variance.
 *
 * @param ratings one row a unit, one column a rater; all there.
 * @returns null for fewer than two units or raters, or where units do not differ at all.
 */
export function intraclassCorrelation(ratings: readonly (readonly number[])[]): IntraclassCorrelation | null {
  const n = ratings.length;
  const k = ratings[0]?.length ?? 0;
  if (n < 2 || k < 2) return null;
  const grand = average(ratings.flat());
  const rows = ratings.map(average);
  const columns = Array.from({ length: k }, (_, j) => average(ratings.map((row) => row[j] as number)));
  const squares = (means: readonly number[]): number => means.reduce((sum, mean) => sum + (mean - grand) ** 2, 0);
  const total = squares(ratings.flat());
  const betweenRows = squares(rows) * k;
  const betweenColumns = squares(columns) * n;
  const msr = betweenRows / (n - 1);
  const msc = betweenColumns / (k - 1);
  const mse = Math.max(0, total - betweenRows - betweenColumns) / ((n - 1) * (k - 1));
  if (msr === 0) return null;
  return {
    single: (msr - mse) / (msr + (k - 1) * mse + (k * (msc - mse)) / n),
    singleFixed: (msr - mse) / (msr + (k - 1) * mse),
    average: (msr - mse) / (msr + (msc - mse) / n),
    averageFixed: (msr - mse) / msr,
  };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * For each row the column of the greatest weight, the first of equals; -1 where none is above 0. A column may come again:
 * for each column once at most see `assignment`.
 */
export function greedyAssignment(weights: readonly ArrayLike<number>[]): number[] {
  return weights.map((row) => {
    let best = -1;
    for (let column = 0; column < row.length; column++) {
      if ((row[column] as number) > (best < 0 ? 0 : (row[best] as number))) best = column;
    }
    return best;
  });
}

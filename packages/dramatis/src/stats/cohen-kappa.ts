/**
 * Cohen's kappa (1960) of two raters over labels: (p_o − p_e) / (1 − p_e).
 *
 * @returns at most 1; 0 is chance. null where nothing was rated by both, or chance alone would agree in all.
 */
export function cohenKappa<Label>(a: readonly Label[], b: readonly Label[]): number | null {
  if (a.length !== b.length) throw new RangeError(`invalid ratings; equal lengths wanted: ${a.length} and ${b.length}`);
  const n = a.length;
  if (n === 0) return null;
  const [ofA, ofB] = [counts(a), counts(b)];
  const agreed = a.filter((label, i) => label === b[i]).length / n;
  const chance = [...ofA].reduce((sum, [label, count]) => sum + (count / n) * ((ofB.get(label) ?? 0) / n), 0);
  return chance >= 1 ? null : (agreed - chance) / (1 - chance);
}

/**
 * Fleiss's kappa (1971) of several raters: as Cohen's, with pairs of raters in each unit.
 *
 * @param units one row a unit: how many raters gave each label; the same number of raters in every row, at least two.
 * @returns null where there is no unit, or chance alone would agree in all.
 */
export function fleissKappa(units: readonly (readonly number[])[]): number | null {
  const raters = (units[0] ?? []).reduce((sum, count) => sum + count, 0);
  if (units.some((row) => row.reduce((sum, count) => sum + count, 0) !== raters) || raters < 2) {
    if (units.length === 0) return null;
    throw new RangeError("invalid units; not the same number of raters, at least two, in each");
  }
  const agreed = units.map((row) => row.reduce((sum, c) => sum + c * (c - 1), 0) / (raters * (raters - 1)));
  const observed = agreed.reduce((sum, value) => sum + value, 0) / units.length;
  const shares = (units[0] ?? []).map((_, j) => units.reduce((sum, row) => sum + (row[j] as number), 0));
  const chance = shares.reduce((sum, count) => sum + (count / (units.length * raters)) ** 2, 0);
  return chance >= 1 ? null : (observed - chance) / (1 - chance);
}

function counts<Label>(labels: readonly Label[]): Map<Label, number> {
  const found = new Map<Label, number>();
  for (const label of labels) found.set(label, (found.get(label) ?? 0) + 1);
  return found;
}

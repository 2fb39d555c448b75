/**
 * How much of the way from the generic answer to the best one a personalised answer goes (PrefDisco [208], as we read it):
 * 1 as good as one who knows the preferences, 0 as the generic answer, below 0 worse than not trying. null where knowing
 * the preferences gains nothing.
 *
 * @param of alignment with the preferences of each answer, on one scale
 */
export function normAlign({
  model,
  generic,
  oracle,
}: {
  model: number;
  generic: number;
  oracle: number;
}): number | null {
  return oracle > generic ? (model - generic) / (oracle - generic) : null;
}

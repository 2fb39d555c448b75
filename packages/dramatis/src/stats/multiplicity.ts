/** p values after Holm (1979), in the given order: none of the family is wrongly found at more than the level. For gates. */
export function holm(p: readonly number[]): number[] {
  const order = ascending(p);
  let most = 0;
  return inPlace(order, (place, i) => {
    most = Math.max(most, Math.min(1, (order.length - place) * (p[i] as number)));
    return most;
  });
}

/** p values after Benjamini and Hochberg (1995): at most this share of what is found is wrong. For exploration. */
export function benjaminiHochberg(p: readonly number[]): number[] {
  const order = ascending(p).reverse();
  let least = 1;
  return inPlace(order, (place, i) => {
    least = Math.min(least, ((p[i] as number) * order.length) / (order.length - place));
    return least;
  });
}

function ascending(p: readonly number[]): number[] {
  return p.map((_, i) => i).sort((a, b) => (p[a] as number) - (p[b] as number));
}

function inPlace(order: readonly number[], adjusted: (place: number, i: number) => number): number[] {
  const result = new Array<number>(order.length).fill(0);
  for (const [place, i] of order.entries()) result[i] = adjusted(place, i);
  return result;
}

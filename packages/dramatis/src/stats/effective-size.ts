/** How many people of equal weight say as much as these: (Σw)²/Σw² (Kish 1965). None: 0. */
export function effectiveSize(weights: ArrayLike<number>): number {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] as number;
    sum += weight;
    squares += weight * weight;
  }
  return squares === 0 ? 0 : sum ** 2 / squares;
}

/** How many times more people weights ask for than people of equal weight would: n·Σw²/(Σw)², at least 1. None: 1. */
export function designEffect(weights: ArrayLike<number>): number {
  const effective = effectiveSize(weights);
  return effective === 0 ? 1 : weights.length / effective;
}

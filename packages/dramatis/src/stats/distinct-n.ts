/**
 * distinct-n (Li et al. 2016): different n-grams as a share of all n-grams of the texts together. Falls as texts grow in
 * number and length. null where there is no n-gram.
 *
 * @param texts the words of each.
 */
export function distinctN(texts: readonly (readonly string[])[], n: number): number | null {
  const different = new Set<string>();
  let total = 0;
  for (const words of texts) {
    for (let i = 0; i + n <= words.length; i++) {
      different.add(words.slice(i, i + n).join(" "));
      total++;
    }
  }
  return total === 0 ? null : different.size / total;
}

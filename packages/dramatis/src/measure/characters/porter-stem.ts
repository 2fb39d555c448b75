// The suffix-stripping algorithm of M. F. Porter (1980), as its paper has it.

/** A suffix and what takes its place. */
type Rule = readonly [suffix: string, becomes: string];

const STEP_2: readonly Rule[] = [
  ["ational", "ate"],
  ["tional", "tion"],
  ["enci", "ence"],
  ["anci", "ance"],
  ["izer", "ize"],
  ["abli", "able"],
  ["alli", "al"],
  ["entli", "ent"],
  ["eli", "e"],
  ["ousli", "ous"],
  ["ization", "ize"],
  ["ation", "ate"],
  ["ator", "ate"],
  ["alism", "al"],
  ["iveness", "ive"],
  ["fulness", "ful"],
  ["ousness", "ous"],
  ["aliti", "al"],
  ["iviti", "ive"],
  ["biliti", "ble"],
];

const STEP_3: readonly Rule[] = [
  ["icate", "ic"],
  ["ative", ""],
  ["alize", "al"],
  ["iciti", "ic"],
  ["ical", "ic"],
  ["ful", ""],
  ["ness", ""],
];

const STEP_4 = /^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|(?<=[st])ion|ou|ism|ate|iti|ous|ive|ize)$/;

/** The stem of an English word in lower case: "relational" → "relat". Words of one or two letters stay as they are. */
export function porterStem(word: string): string {
  if (word.length <= 2) return word;
  let stem = plural(word);
  stem = pastOrGerund(stem);
  if (/y$/.test(stem) && hasVowel(stem.slice(0, -1))) stem = `${stem.slice(0, -1)}i`;
  stem = replaced(stem, STEP_2);
  stem = replaced(stem, STEP_3);
  const [, before = "", suffix = ""] = STEP_4.exec(stem) ?? [];
  if (suffix !== "" && measure(before) > 1) stem = before;
  return tidied(stem);
}

/** Step 1a. */
function plural(word: string): string {
  if (word.endsWith("sses") || word.endsWith("ies")) return word.slice(0, -2);
  return word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

/** Step 1b. */
function pastOrGerund(word: string): string {
  if (word.endsWith("eed")) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const [, stem = "", suffix = ""] = /^(.*?)(ed|ing)$/.exec(word) ?? [];
  if (suffix === "" || !hasVowel(stem)) return word;
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (endsDouble(stem) && !/[lsz]$/.test(stem)) return stem.slice(0, -1);
  return measure(stem) === 1 && endsShort(stem) ? `${stem}e` : stem;
}

function replaced(word: string, rules: readonly Rule[]): string {
  const found = rules
    .filter(([suffix]) => word.endsWith(suffix))
    .reduce<Rule | null>((longest, rule) => (rule[0].length > (longest?.[0].length ?? 0) ? rule : longest), null);
  if (found === null) return word;
  const stem = word.slice(0, -found[0].length);
  return measure(stem) > 0 ? stem + found[1] : word;
}

/** Steps 5a and 5b. */
function tidied(word: string): string {
  let stem = word;
  if (stem.endsWith("e")) {
    const before = stem.slice(0, -1);
    if (measure(before) > 1 || (measure(before) === 1 && !endsShort(before))) stem = before;
  }
  return measure(stem) > 1 && stem.endsWith("ll") ? stem.slice(0, -1) : stem;
}

/** Each letter as v or c; y is a vowel after a consonant. */
function shape(word: string): string {
  let form = "";
  for (const letter of word) form += /[aeiou]/.test(letter) || (letter === "y" && form.endsWith("c")) ? "v" : "c";
  return form;
}

/** m in [C](VC)^m[V]. */
function measure(word: string): number {
  return shape(word).match(/v+c+/g)?.length ?? 0;
}

function hasVowel(word: string): boolean {
  return shape(word).includes("v");
}

function endsDouble(word: string): boolean {
  return /(.)\1$/.test(word) && shape(word).endsWith("c");
}

/** *o: consonant, vowel, consonant that is not w, x or y. */
function endsShort(word: string): boolean {
  return shape(word).endsWith("cvc") && !/[wxy]$/.test(word);
}

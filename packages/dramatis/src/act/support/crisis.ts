// Words that tell of a danger to life: where they are said, safety comes before any strategy. English.

const SELF = "(?:my ?self|me)";
const CRISIS: readonly RegExp[] = [
  /\bsuicid(?:e|al)\b/,
  /\b(?:kill(?:ing)?|hurt(?:ing)?|harm(?:ing)?|cut(?:ting)?) my ?self\b/,
  /\bself[- ]?harm/,
  /\b(?:end(?:ing)?|take|taking) my (?:own )?life\b/,
  /\bend it all\b/,
  /\b(?:want|wanted|going|wish i could) to (?:die|be dead)\b|\bwish i (?:was|were) dead\b/,
  /\b(?:do not|don't|dont|no longer) (?:want|wanna|wish) (?:to )?(?:live|be alive|wake up|exist|go on living)\b/,
  /\b(?:no|any) reason (?:left )?to (?:live|go on)\b|\bnothing (?:left )?to live for\b/,
  new RegExp(String.raw`\bbetter off (?:without ${SELF}|dead)\b`),
];

/**
 * Whether somebody says that they may harm themselves. By stated patterns: rather a false alarm than a miss, and still
 * no substitute for a trained classifier.
 */
export function speaksOfCrisis(text: string): boolean {
  const plain = text.normalize("NFKC").toLowerCase().replaceAll("’", "'").replace(/\s+/gu, " ");
  return CRISIS.some((pattern) => pattern.test(plain));
}

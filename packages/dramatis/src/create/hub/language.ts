const SCRIPTS: Readonly<Record<string, RegExp>> = {
  Latin: /\p{Script=Latin}/gu,
  Cyrillic: /\p{Script=Cyrillic}/gu,
  Greek: /\p{Script=Greek}/gu,
  Arabic: /\p{Script=Arabic}/gu,
  Hebrew: /\p{Script=Hebrew}/gu,
  Devanagari: /\p{Script=Devanagari}/gu,
  Japanese: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu,
  Hangul: /\p{Script=Hangul}/gu,
  Han: /\p{Script=Han}/gu,
};

/** Small words that no other of these languages has, or few. */
const SMALL_WORDS: Readonly<Record<string, RegExp>> = {
  en: /\b(?:the|and|of|to|is|who|with|for|that|their)\b/giu,
  de: /\b(?:der|das|und|ist|nicht|mit|ein|eine|einer|auf|für)\b/giu,
  fr: /\b(?:les|et|des|une|dans|qui|est|avec|pour|sur)\b/giu,
  es: /\b(?:el|los|las|y|una|con|para|del|su)\b/giu,
  it: /\b(?:il|gli|che|di|della|per|sono|nel)\b/giu,
  pt: /\b(?:os|uma|com|não|em|dos|seu|sua)\b/giu,
  nl: /\b(?:het|een|van|niet|met|zijn|voor|op)\b/giu,
};

/** Whether two texts are surely of different languages: by script, and of seven languages by their small words. */
export function areOfDifferentLanguages(one: string, other: string): boolean {
  const scripts = [one, other].map((text) => most(text, SCRIPTS, 1));
  if (scripts.every((script) => script !== undefined) && scripts[0] !== scripts[1]) return true;
  const languages = [one, other].map((text) => most(text, SMALL_WORDS, 2));
  return languages.every((language) => language !== undefined) && languages[0] !== languages[1];
}

/** Whether at least half of the letters are of the Latin script; a text without letters is. */
export function isMostlyLatin(text: string): boolean {
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return 2 * latin >= (text.match(/\p{L}/gu)?.length ?? 0);
}

/** The name of the rule that a text meets most often; undefined below `fewest` times, or for two alike. */
function most(text: string, rules: Readonly<Record<string, RegExp>>, fewest: number): string | undefined {
  const counts = Object.entries(rules).map(([name, rule]) => ({ name, count: text.match(rule)?.length ?? 0 }));
  const [first, second] = counts.sort((a, b) => b.count - a.count);
  return first && first.count >= fewest && first.count > (second?.count ?? 0) ? first.name : undefined;
}

// Chat as plain English: one spelling of contractions and of the spaces around marks, so that rules need one form.

/** Each mended spelling; order matters: what is longer stands first. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/[’`´]/gu, "'"],
  [/\s+([,.;:!?])/gu, "$1"],
  [/\b(i|we|you|they)(?:\s?'|\s)(m|ve|re|ll|d)\b(?!')/giu, "$1'$2"],
  [/\bim\b/giu, "i'm"],
  [/\bive\b/giu, "i've"],
  [/\b(do|does|did|is|are|was|were|have|has|had|ca|could|would|should|wo)n(?:'|\s)?t\b/giu, "$1n't"],
  [/\b(what|where|who|how|that|it|he|she|there)\ss\b/giu, "$1's"],
  [/\b(?:fav|fave|favourite)\b/giu, "favorite"],
  [/\bl (also|love|like|am|have)\b/gu, "I $1"],
  [/\s+/gu, " "],
];

const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\bi'm\b/giu, "I am"],
  [/\b(i|we|you|they)'ve\b/giu, "$1 have"],
  [/\b(i|we|you|they)'ll\b/giu, "$1 will"],
  [/\b(we|you|they)'re\b/giu, "$1 are"],
  [/\bcan't\b|\bcannot\b/giu, "can not"],
  [/\bwon't\b/giu, "will not"],
  [/\b(do|does|did|is|are|was|were|have|has|had)n't\b/giu, "$1 not"],
  [/\bi'd (been|never|always)\b/giu, "I had $1"],
  [/\bgonna\b/giu, "going to"],
  [/\bwanna\b/giu, "want to"],
  [/\bi\b/gu, "I"],
];

/** What a message says, with the usual spellings: "i m a nurse , you ?" → "i'm a nurse, you?". */
export function plainText(message: string): string {
  return SPELLINGS.reduce((text, [from, to]) => text.replace(from, to), message).trim();
}

const NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split(" ");

/** One clause as a sentence of a persona: "i'm a nurse" → "I am a nurse." */
export function asSentence(clause: string): string {
  const whole = CONTRACTIONS.reduce((text, [from, to]) => text.replace(from, to), plainText(clause))
    .replace(/\b(?:[2-9]|1[0-2])(?= \p{L}+s\b(?! old))/gu, (digits) => NUMBERS[Number(digits)] ?? digits)
    .replace(/[\s,.;:!-]+$/u, "")
    .trim();
  return whole === "" ? "" : `${whole.charAt(0).toUpperCase()}${whole.slice(1)}.`;
}

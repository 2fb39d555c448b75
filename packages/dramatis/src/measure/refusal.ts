/**
 * Phrases by which a model declines to answer, or steps out of the persona to say what it is. English. A person who says "I
 * can't swim" or "I won't eat meat" declines nothing, so what is declined must be an answer, help or the like.
 */
const REFUSALS: readonly RegExp[] = [
  /\bas an? (?:ai|artificial intelligence|(?:large )?language model|virtual assistant|chatbot)\b/i,
  /\bi(?:'m| am) (?:just |only )?(?:an? )?(?:ai|artificial intelligence|(?:large )?language model|chatbot)\b/i,
  /\bi(?:'m| am) (?:really |very |so )?sorry,? (?:but )?i (?:can(?:'t|not)|won't|am (?:not able|unable))\b/i,
  /\bi (?:can(?:'t|not)|won't|will not|am (?:not able|unable) to|'m (?:not able|unable) to) (?:answer|assist|help (?:you )?with|comply|fulfil|provide|generate|engage|participate|role-?play|discuss|respond|continue|do that|say that)\b/i,
  /\bi(?:'m| am) (?:not able|unable) to (?:answer|assist|help (?:you )?with|comply|fulfil|provide|generate|engage|participate|role-?play|discuss|respond|continue)\b/i,
  /\bi (?:do not|don't) feel comfortable (?:answering|discussing|role-?playing|pretending|generating|providing|engaging)\b/i,
  /\bi (?:do not|don't) have (?:personal )?(?:feelings|opinions|beliefs|experiences|emotions|a personality|a body|consciousness)\b/i,
  /\b(?:against|violates?) (?:my|the) (?:programming|guidelines|content polic(?:y|ies)|usage polic(?:y|ies))\b/i,
  /\bi (?:must|have to) (?:respectfully )?decline\b/i,
];

/** Whether a reply says nothing, declines, or steps out of the persona as a model. */
export function isRefusal(text: string): boolean {
  const plain = text.replaceAll("’", "'");
  return plain.trim() === "" || REFUSALS.some((pattern) => pattern.test(plain));
}

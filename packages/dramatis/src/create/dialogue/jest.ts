/** Marks of what is not meant as it is said. English. */
const JEST = [
  /\b(?:just |only )?(?:kidding|joking)\b|(?<![\w/])(?:jk|j\/k|\/s)(?![\w/])|\b(?:said no one|sarcasm|sarcastic)\b|🙄/iu,
  /\byeah,? right\b|^(?:oh,? )?(?:sure|right|yeah|yes|of course)[,.]? (?:because|cuz|cause) (?:i|we)\b|\bas if (?:i|we)\b/iu,
  /\b(?:i|we) (?:just|simply|absolutely|really) (?:love|adore|enjoy)(?: it)? (?:when|how)\b/iu,
  /[.!] not[.!]*\s*$/iu,
];

/** Whether a message says itself that it is not to be believed: "I am a millionaire, jk". Irony without a mark passes. */
export function isInJest(message: string): boolean {
  const text = message.replaceAll("’", "'");
  return JEST.some((mark) => mark.test(text));
}

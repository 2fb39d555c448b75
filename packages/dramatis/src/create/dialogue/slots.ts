/** Of what a person has one at a time: two values of it hardly both hold. English. */
const SLOTS: readonly RegExp[] = [
  /^I am (?:only )?(?:\d+|\S+ years old)\b|^I turned \d+/u,
  /^My name is\b/u,
  /^(?:I|We) (?:do not )?live (?:in|on|near|at|alone|with)\b/u,
  /^I am (?:originally )?from\b/u,
  /^I am (?:not )?(?:single|married|divorced|engaged|widowed)\b|^I have (?:a|no) (?:wife|husband)\b|^I have never been married\b/u,
  /^I have (?:no|two|three|four|five|six|\d+) (?:kids|children)\b|^I do not have any (?:kids|children)\b/u,
  /^I (?:am (?:an?|retired|unemployed)\b|work (?:as|at|in|for)\b|do not work\b)/u,
  /\b(?:vegan|vegetarian|meat|steak|burgers?|chicken|beef|pork|sausages?|bacon)\b/u,
];

/** Whether two first-person sentences give values to the same such thing: where one lives, how old one is. */
export function isOfOneSlot(a: string, b: string): boolean {
  return SLOTS.some((slot) => slot.test(a) && slot.test(b));
}

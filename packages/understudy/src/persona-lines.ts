/** Sentences that tell an actor what to do say nothing about who it is. */
const ORDERS = /^(never|always|speak|answer|reply|stay|say|use|keep|write|be|if|do not|don't|avoid|remember|only)\b/i;

const FIRST_PERSON: readonly (readonly [RegExp, string])[] = [
  [/\byou are\b/gi, "I am"],
  [/\byou're\b/gi, "I'm"],
  [/\byou were\b/gi, "I was"],
  [/\byourself\b/gi, "myself"],
  [/\byours\b/gi, "mine"],
  [/\byour\b/gi, "my"],
  [/\byou\b/gi, "I"],
];

const ITEM = /^\s*(?:[-*•]|\d+[.)])\s+/;

/**
 * What a system message says about the one who is to speak, as sentences in the first person: the form in which the
 * bundled chat model learnt to read a persona. "You are a nurse." becomes "I am a nurse."; an item of a list, or a
 * sentence of the first person, stays as it is; headings, quoted examples, orders and what is said of others is left out.
 */
export function personaLines(system: string): string[] {
  return system.split("\n").flatMap((line) => {
    const text = line.replace(ITEM, "").trim();
    if (text === "" || /^["“#]|:$/.test(text)) return [];
    if (ITEM.test(line)) return [text];
    const named = text.replace(/^You are ([^.,]+)\. Speak only as \1\b.*$/, "My name is $1.");
    return named
      .split(/(?<=[.!?])\s+(?=\S)/)
      .filter((sentence) => !ORDERS.test(sentence))
      .map((sentence) => (/\b(i|i'm|i've|my)\b/i.test(sentence) ? sentence : inFirstPerson(sentence)))
      .filter((sentence) => /\b(i|i'm|i've|i'd|i'll|my|me|mine)\b/i.test(sentence));
  });
}

function inFirstPerson(sentence: string): string {
  return FIRST_PERSON.reduce((text, [pattern, by]) => text.replace(pattern, by), sentence);
}

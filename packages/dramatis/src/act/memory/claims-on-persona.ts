// What somebody else says of the persona, and attempts to make it another; found by words. English.
import { sentences } from "../../transcript/index.ts";

/** A sentence that says something of whom it is said to. */
export interface ClaimOnPersona {
  /** As it was said. */
  text: string;
  /** As the persona would say it of itself: "You are a pirate." → "I am a pirate." */
  asOwn: string;
  /** Where its words alone are an attempt to rewrite the persona, what kind. */
  attempt?: string;
}

const TELLS_WHO = [
  /\b(?:from now on|from this (?:moment|point) on|from here on|henceforth|starting now|as of (?:now|today))\b.*\b(?:you|your)\b/iu,
  /\b(?:you are|you're|you were) (?:now|no longer|not (?:really )?(?:an?|the)|(?:actually|really|in (?:fact|truth)|just|secretly) (?:an?|the))\b/iu,
  /\byour (?:(?:new|real|true|actual) )?name (?:is now|is not|isn't|will be|shall be|has (?:been )?changed|becomes)\b|\byour (?:new|real|true|actual) (?:name|identity|persona|character|role|self)\b/iu,
  /\b(?:call yourself|change your (?:name|persona|character|identity|personality))\b/iu,
  /^(?:please |now )*(?:pretend|act|behave|roleplay|role-play)\b.*\b(?:to be|like|as|that you|you're)\b/iu,
  /\b(?:forget|ignore|disregard|override|drop|erase)\b.*\b(?:who you are|you are|you're|your (?:persona|character|identity|name|role|rules|prompt|background|past|memor\w+|(?:\w+ )?instructions)|(?:all|any|previous|prior|above|earlier) (?:\w+ )?(?:instructions|rules|prompts?))\b/iu,
];
const TELLS_OF_POWER = [
  /\b(?:i'm|i am|this is|we are|we're)\b.{0,20}\b(?:your|the (?:app|bot|system|model|site|ai|chat))(?:'s)? (?:\w+ )?(?:developer|creator|programmer|administrator|admin|maker|operator|owner|engineer|author)s?\b/iu,
  /\b(?:i'm|i am|this is|we are|we're)\b.{0,20}\b(?:developer|creator|programmer|administrator|admin|operator|engineer|author)s? (?:of|for|behind) (?:you|this|the (?:app|bot|system|model|site|ai|chat))\b/iu,
  /\b(?:i|we) (?:have )?(?:created|programmed|coded|built|trained|designed|made|wrote) you\b/iu,
];
const OPENING =
  /^(?:(?:and|but|so|well|yes|yeah|no|oh|ok|okay|hey|actually|listen|look|remember|wait)\b[\s,!.:–-]*)+/iu;
const OF_YOU = /^(?:you|your|yours)\b|^you're\b|^you've\b/iu;
/** Asks, thanks and guesses; no claims. */
const NO_CLAIM =
  /[?？؟]\s*$|^you (?:know|see|mean|should|could|can|may|might|must|would|will|need|have to|said|told|asked|think|seem|look|sound)\b|^you(?:'d|'ll)\b/iu;

const KINDS = { who: "tells the persona who it is", power: "claims power over the persona" };

/** Every sentence of a message that states something of its listener, or tries to rewrite it; questions aside. */
export function claimsOnPersona(message: string): ClaimOnPersona[] {
  return sentences(message.replaceAll("’", "'")).flatMap((sentence) => {
    const text = sentence.replace(/\s+/gu, " ").trim();
    const claim = text.replace(OPENING, "");
    const asOwn = fromTheOtherSide(claim);
    if (TELLS_WHO.some((rule) => rule.test(claim))) return [{ text, asOwn, attempt: KINDS.who }];
    if (TELLS_OF_POWER.some((rule) => rule.test(claim))) return [{ text, asOwn, attempt: KINDS.power }];
    return OF_YOU.test(claim) && !NO_CLAIM.test(claim) ? [{ text, asOwn }] : [];
  });
}

const SIDES: Readonly<Record<string, string>> = {
  "you are": "I am",
  "you're": "I'm",
  "you were": "I was",
  "you've": "I've",
  your: "my",
  yours: "mine",
  yourself: "myself",
  you: "I",
  "i am": "you are",
  "i'm": "you're",
  "i was": "you were",
  i: "you",
  me: "you",
  my: "your",
  mine: "yours",
};
const SIDE = /\b(?:you are|you're|you were|you've|yourself|yours|your|you|i am|i'm|i was|i|me|my|mine)\b/giu;

function fromTheOtherSide(text: string): string {
  const turned = text.replace(SIDE, (words, at: number) => {
    // "I" is who does it, "me" to whom it is done: in the middle of a sentence mostly the latter.
    if (words.toLowerCase() === "you" && at > 0) return "me";
    return SIDES[words.toLowerCase()] ?? words;
  });
  return turned.charAt(0).toUpperCase() + turned.slice(1);
}

// What a sentence takes for granted of its speaker: "relaxing with my two dogs" → "I have two dogs." English.
import { asSentence } from "./plain-text.ts";

const OWNED =
  "step ?(?:sons?|daughters?|children|kids)|dogs?|puppy|puppies|cats?|kittens?|pets?|horses?|fish|birds?|parrots?|rabbits?|hamsters?|turtles?|lizards?|snakes?|kids?|children|sons?|daughters?|twins|triplets|siblings?|brothers?|sisters?|wife|husband|girlfriend|boyfriend|fiancee?|roommates?|grandkids|grandchildren|garden|farm|motorcycle|truck|ranch|boat|guitar|piano|german shepherd|poodle|labrador|bulldog|pug";
const DESCRIBED =
  "(?:(?:two|three|four|five|six|seven|\\d+|little|older|younger|big|twin|best|pet|new|old|first|own|beautiful|black|white|brown|grey) )*";
const MY = new RegExp(
  `\\bmy (?<which>${DESCRIBED})(?<thing>${OWNED})\\b(?! (?:food|show|owner|lover|in law|years|games?|race|day|park|like|movies?))`,
  "giu",
);
/** Gone, not yet there, or only thought of. */
const DENIED =
  /\b(?:lost|died|passed away|dead|late|if|wish|had|used to|ex|left me|broke up|next|future|dream|imaginary)\b/iu;
const COUNTED = /^(?:two|three|four|five|six|seven|\d+)\b/iu;
const PLURAL = /(?:[^s]s|children|puppies|fish)$/iu;

const AGE =
  /\b(?:at|am|i'm|being|turned|turning) (?:only |just |already |now )?(?<age>[1-9]\d)(?=[,.!]| (?:i|and|now|years|so|but)\b|$)/iu;
const ROLE =
  /^(?:as|being|since i am) an? (?<role>(?!kid|child|girl|boy|matter|result|bit|lot|fact|little|hobby|gift|family|team|good|way)(?:[\w-]+ ){0,3}?[\w-]+)(?=$| i\b| it\b| my\b)/iu;
const GREETED =
  /^(?:good (?:morning|evening|afternoon)|hello|hi|hey|greetings|howdy|here)(?: there)? (?:from|in) (?:sunny |rainy |cold |hot |beautiful )?(?<place>(?!the\b|my\b|this\b|work\b|home\b|a\b)[a-z]+(?: (?:york|jersey|carolina|dakota|mexico|city|beach|hampshire|virginia|states|kingdom|zealand))?)\b/iu;

/**
 * First-person sentences.
 *
 * @param sentence in plain spelling.
 */
export function impliedBy(sentence: string): string[] {
  return sentence.split(/[,;] /u).flatMap((part) => (DENIED.test(part) ? [] : impliedByPart(part)));
}

function impliedByPart(sentence: string): string[] {
  const { age } = AGE.exec(sentence)?.groups ?? {};
  const { role } = ROLE.exec(sentence)?.groups ?? {};
  const { place } = GREETED.exec(sentence)?.groups ?? {};
  return [
    ...(age === undefined ? [] : [`I am ${age} years old`]),
    ...(role === undefined ? [] : [`I am ${articleOf(role)}${role}`]),
    ...(place === undefined ? [] : [`I live in ${place}`]),
    ...[...sentence.matchAll(MY)].map(({ groups }) => owned(groups?.which ?? "", groups?.thing ?? "")),
  ].map(asSentence);
}

function owned(which: string, thing: string): string {
  if (/^(?:wife|husband)$/iu.test(thing)) return `I have a ${thing}`;
  const described = `${which.replace(/\b(?:own|first) /iu, "")}${thing}`;
  const isOne = !COUNTED.test(described) && !PLURAL.test(described);
  return `I have ${isOne ? articleOf(described) : ""}${described}`;
}

function articleOf(noun: string): string {
  return /^[aeiou]/iu.test(noun) ? "an " : "a ";
}

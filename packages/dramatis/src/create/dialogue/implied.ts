// What a clause takes for granted of its speaker: "relaxing with my two dogs" → "I have two dogs." English.
import { asSentence, plainText } from "./plain-text.ts";

const OWNED =
  "step ?(?:sons?|daughters?|children|kids)|dogs?|puppy|puppies|cats?|kittens?|pets?|horses?|fish|birds?|parrots?|rabbits?|hamsters?|turtles?|lizards?|snakes?|kids?|children|sons?|daughters?|twins|triplets|siblings?|brothers?|sisters?|wife|husband|girlfriend|boyfriend|fiancee?|roommates?|grandkids|grandchildren|garden|farm|motorcycle|truck|ranch|boat|guitar|piano|german shepherd|poodle|labrador|bulldog|pug";
const MY = new RegExp(
  `\\bmy (?<which>(?:(?:two|three|four|five|six|seven|\\d+|little|older|younger|big|twin|best|pet|new|old|first|own|beautiful|black|white|brown|grey) )*)(?<thing>${OWNED})\\b(?! (?:food|show|owner|lover|in law|years|games?|race|day|park|like|movies?))`,
  "giu",
);
const DENIED =
  /\b(?:lost|died|passed away|dead|late|if|wish|had|used to|ex|left me|broke up|next|future|dream|imaginary)\b/iu;
const PLURAL = /(?:[^s]s|children|puppies|fish|twins|triplets|kids)$/iu;

const AGE = /\b(?:at|am|im|i'm|being|turned|turning) (?:only |just |already |now )?(?<age>[1-9]\d)(?=[,.!]| (?:i|and|now|years|so|but)\b|$)(?! (?:am|pm|miles|percent|dogs|cats))/iu;
const AS = /(?:^|[,.] )(?:as|being|since i am) an? (?<what>(?!kid|child|girl|boy|matter|result|bit|lot|fact|little|hobby|gift|family|team|good|way)(?:[\w-]+ ){0,3}?[\w-]+)(?=,| i\b| it\b| my\b)/iu;
const GREETED = /^(?:good (?:morning|evening|afternoon)|hello|hi|hey|greetings|howdy|here)(?: there)? (?:from|in) (?:sunny |rainy |cold |hot |beautiful )?(?<place>[a-z]+(?: (?:york|jersey|carolina|dakota|mexico|city|beach|hampshire|virginia|states|kingdom|zealand))?)\b/iu;

/** First-person sentences. */
export function impliedBy(clause: string): string[] {
  const plain = plainText(clause);
  if (DENIED.test(plain)) return [];
  const age = AGE.exec(plain)?.groups?.age;
  const role = AS.exec(plain)?.groups?.what;
  const place = GREETED.exec(plain)?.groups?.place;
  const named = [
    age === undefined ? "" : `I am ${age} years old`,
    role === undefined ? "" : `I am a${/^[aeiou]/iu.test(role) ? "n" : ""} ${role}`,
    place === undefined || /^(?:the|my|this|work|home|a)$/iu.test(place) ? "" : `I live in ${place}`,
  ];
  const owned = [...plain.matchAll(MY)].map(({ groups }) => {
    const { which = "", thing = "" } = groups ?? {};
    if (/^(?:wife|husband)$/iu.test(thing)) return asSentence(`I have a ${thing}`);
    const described = `${which.replace(/\b(?:own|first) /iu, "")}${thing}`.trim();
    const isCounted = /^(?:two|three|four|five|six|seven|\d+)\b/iu.test(described) || PLURAL.test(described);
    const article = isCounted ? "" : /^[aeiou]/iu.test(described) ? "an " : "a ";
    return asSentence(`I have ${article}${described}`);
  });
  return [...named.filter((text) => text !== "").map(asSentence), ...owned];
}

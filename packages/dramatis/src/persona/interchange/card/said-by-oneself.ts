import { sentence } from "../../voice.ts";
import { firstPersonPredicate, lacksSubject, startsWithVerb } from "./verb-forms.ts";

/** Who a text in the third person is about. */
export interface Who {
  /** Full name and what it is shortened to. */
  names: readonly string[];
  pronoun?: Pronoun;
  /** Whether the sentence before left no doubt about whom the pronoun means. */
  isMeant?: boolean;
  /** Whether the text is said to them: "You are Ada." */
  isAddressed?: boolean;
}

export type Pronoun = "she" | "he" | "they";

const POSSESSIVE: Record<Pronoun, string> = { she: "her", he: "his", they: "their" };
const OBJECT: Record<Pronoun, string> = { she: "her", he: "him", they: "them" };
/** Longer ones are stories, not facts. */
const LONGEST = 300;

const FIRST = /^(?:i|i'm|i've|i'll|i'd|my)\b/i;
const SECOND_CLAUSE = /(?:;\s+|,?\s+(?:and|but)\s+|,\s+(?:then\s+)?)(?=\S)/gi;
/** After these a verb may be somebody else's. */
const SUBORDINATE = /\b(?:who|which|that|whose|whom|where|when|while|if|because|although|though|since|until|as)\b/i;
const WOMAN = /\b(?:mother|mom|mum|sister|daughter|wife|girlfriend|aunt|grandmother|niece|queen|woman|girl|lady)s?\b/i;
const MAN = /\b(?:father|dad|brother|son|husband|boyfriend|uncle|grandfather|nephew|king|man|boy|lord)s?\b/i;
const SOMEONE =
  /\b(?:friends?|roommate|neighbou?r|boss|teacher|mentor|rival|partner|twin|cousin|child|children|kids?|parents?|family|people|someone|master|captain|colleagues?|students?|lover|enem(?:y|ies)|siblings?)\b/i;
/** "who taught her": the verb is somebody else's, and who the pronoun means is open. */
const RELATIVE = /\b(?:who|whom|whose|which|that)\b.*\b(?:she|her|he|him|his|they|them|their)\b/i;
/** "she's never left": has, not is. */
const PERFECT =
  /^(?:been|got|had)\b|^(?:never|already|just|always|recently) (?:been|had|left|seen|done|made|known|met|\w{2,20}ed)\b/;
const WHEN = /^((?:When|Whenever|If|While|Although|Though|Because|Since|After|Before) )([^,]{3,120}), (.+)$/;
const NOT_NOUN =
  /^\s+(?:an?|the|to|and|or|but|with|in|on|at|for|from|when|while|because|as|is|was|by|very|so|if|that|than|up|down|out|off|away|back|about|like|into|again|alone)\b|^\s*(?:[^\s\w]|$)/i;

/**
 * What a sentence says of someone, said by themselves, a sentence for each predicate: "Ada lives in Porto and works as
 * a nurse." → "I live in Porto.", "I work as a nurse." English, by rules; undefined where they are not sure that it is
 * about this one, or that the words come out right.
 */
export function saidByOneself(text: string, who: Who): string[] | undefined {
  const plain = text.replaceAll("’", "'").replace(/\s+/g, " ").trim();
  if (plain.length > LONGEST || /\?["')]*$/.test(plain)) return undefined;
  if (FIRST.test(plain)) return [sentence(plain)];
  const [, lead = "", rest = plain] = /^((?:[A-Z][^,.;:]{0,60}, )?)(.+)$/.exec(plain) ?? [];
  const direct = turned("", plain, who) ?? afterWhen(plain, who);
  if (direct !== undefined || lead === "" || SUBORDINATE.test(lead)) return direct;
  return turned(lead, rest, who);
}

/** Whether a sentence names another person whom the pronoun may mean next. */
export function namesAnother(text: string, pronoun?: Pronoun): boolean {
  return SOMEONE.test(text) || (pronoun !== "he" && WOMAN.test(text)) || (pronoun !== "she" && MAN.test(text));
}

/** "When she is nervous, she hums." → "When I am nervous, I hum." */
function afterWhen(text: string, who: Who): string[] | undefined {
  const [, when, condition = "", rest = ""] = WHEN.exec(text) ?? [];
  if (when === undefined || namesAnother(condition, who.pronoun)) return undefined;
  const [first, ...more] = clauseTurned(condition, who) ?? [];
  const [then, ...others] = clauseTurned(rest, { ...who, isMeant: true }) ?? [];
  if (first === undefined || then === undefined || more.length > 0) return undefined;
  const inside = (clause: string): string => clause.replace(/^My /, "my ");
  return [`${when}${inside(first)}, ${inside(then)}`, ...others].map(sentence);
}

function turned(lead: string, clause: string, who: Who): string[] | undefined {
  const opening = lead === "" ? "" : objectsTurned(lead, who);
  const body = clauseTurned(clause, who);
  if (opening === undefined || body === undefined) return undefined;
  const [first = "", ...others] = body;
  return [`${opening}${opening === "" ? first : first.replace(/^My /, "my ")}`, ...others].map(sentence);
}

function clauseTurned(clause: string, who: Who): string[] | undefined {
  const owned = ownedRest(clause, who);
  if (owned !== undefined) {
    const rest = objectsTurned(owned, who);
    return rest === undefined ? undefined : [`My${rest}`];
  }
  const subject = subjectOf(clause, who);
  if (subject === undefined) return lacksSubject(clause) ? predicates(lowerFirst(clause), who) : undefined;
  const [, contracted, rest = ""] = /^('s|'re|'ll|'d|'ve)?\s+(.*)$/.exec(clause.slice(subject.length)) ?? [];
  if (contracted !== undefined) return contraction(contracted, rest, who);
  const [, aside, after = rest] = /^, (an? [^,]{2,80}), (.*)$/.exec(clause.slice(subject.length)) ?? [];
  const said = predicates(after.replace(/^\([^)]{0,40}\)\s+/, ""), who, isPlural(subject));
  if (aside === undefined || said === undefined) return said;
  const same = objectsTurned(` ${aside}`, who);
  return same === undefined ? undefined : [`I am${same}`, ...said];
}

/** "Ada's hair is red", "Her hair is red" → " hair is red" */
function ownedRest(clause: string, who: Who): string | undefined {
  const isContraction = /^(?:an?|the|not|been|got|very|always|never|\w+ing)\b/i;
  for (const name of who.names) {
    if (!clause.startsWith(`${name}'s `)) continue;
    const rest = clause.slice(name.length + 2);
    return isContraction.test(rest.trim()) ? undefined : rest;
  }
  if (who.pronoun === undefined || who.isMeant !== true) return undefined;
  const possessive = POSSESSIVE[who.pronoun];
  return new RegExp(`^${possessive} \\S`, "i").test(clause) ? clause.slice(possessive.length) : undefined;
}

/** The name or the pronoun that a clause starts with. */
function subjectOf(clause: string, who: Who): string | undefined {
  const name = who.names.find((each) => clause.startsWith(each) && /^(?:'|,? )/.test(clause.slice(each.length)));
  if (name !== undefined) return name;
  const [word = ""] = /^[A-Za-z]+/.exec(clause) ?? [];
  return who.isMeant === true && word.toLowerCase() === who.pronoun ? word : undefined;
}

function isPlural(subject: string): boolean {
  return subject.toLowerCase() === "they";
}

function contraction(mark: string, rest: string, who: Who): string[] | undefined {
  const after = objectsTurned(` ${rest}`, who);
  if (after === undefined || namesVerb(rest)) return undefined;
  if (mark !== "'s" && mark !== "'re") return [`I${mark}${after}`];
  return [`${PERFECT.test(rest) ? "I've" : "I'm"}${after}`];
}

/** Whether a second predicate follows, which would keep the third person. */
function namesVerb(rest: string): boolean {
  return [...rest.matchAll(SECOND_CLAUSE)].some(({ 0: joint, index }) =>
    startsWithVerb(rest.slice(index + joint.length)),
  );
}

/** "lives in Porto and works as a nurse" → two sentences. */
function predicates(rest: string, who: Who, plural = false): string[] | undefined {
  const parts = predicateParts(rest, who);
  const said = parts?.map((part, index) => {
    const predicate = firstPersonPredicate(part, plural && index === 0);
    const objects = predicate === undefined ? undefined : objectsTurned(` ${predicate}`, who);
    return objects === undefined ? undefined : `I${objects}`;
  });
  return said?.every((each) => each !== undefined) ? said : undefined;
}

/** undefined where a second verb may be that of somebody else. */
function predicateParts(rest: string, who: Who): string[] | undefined {
  const parts: string[] = [];
  let start = 0;
  for (const { 0: joint, index } of rest.matchAll(SECOND_CLAUSE)) {
    const after = rest.slice(index + joint.length);
    const again = who.pronoun !== undefined && new RegExp(`^${who.pronoun} `, "i").test(after) ? who.pronoun : "";
    const clause = again === "" ? after : after.slice(again.length + 1);
    if (!startsWithVerb(clause) && again === "") continue;
    if (
      SUBORDINATE.test(rest.slice(start, index)) ||
      (again !== "" && namesAnother(rest.slice(start, index), who.pronoun))
    ) {
      return undefined;
    }
    parts.push(rest.slice(start, index));
    start = rest.length - clause.length;
  }
  return [...parts, rest.slice(start)];
}

/** "her sister", "herself", "Ada's" → "my sister", "myself", "my"; undefined where a word may mean another. */
function objectsTurned(rest: string, { names, pronoun }: Who): string | undefined {
  let said = rest;
  for (const name of names) said = said.replaceAll(`${name}'s `, "my ");
  const padded = ` ${said} `;
  if (names.some((name) => padded.includes(` ${name} `) || padded.includes(` ${name}.`))) return undefined;
  const used = pronoun ?? (/\b(?:she|her|herself)\b/i.test(said) ? "she" : "he");
  if (new RegExp(`\\b${used}(?:'\\w+)?\\b`, "i").test(said)) return undefined;
  const object = OBJECT[used];
  const isOther = namesAnother(said, used);
  if (isOther && RELATIVE.test(said)) return undefined;
  const isUnsure = used === "they" || isOther;
  if (object !== POSSESSIVE[used] && isUnsure && new RegExp(`\\b${object}\\b`, "i").test(said)) return undefined;
  return said
    .replace(/\b(?:herself|himself|themselves|themself)\b/gi, "myself")
    .replace(new RegExp(`\\b${POSSESSIVE[used]}s\\b`, "gi"), "mine")
    .replace(new RegExp(`\\b(?:${POSSESSIVE[used]}|${object})\\b`, "gi"), (word, at: number) => {
      if (word.toLowerCase() === object && (object !== "her" || NOT_NOUN.test(said.slice(at + word.length))))
        return "me";
      return "my";
    });
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

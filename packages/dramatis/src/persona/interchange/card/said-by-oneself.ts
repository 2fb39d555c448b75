import { sentence } from "../../voice.ts";
import { firstPersonPredicate, lacksSubject, startsWithVerb } from "./verb-forms.ts";

/** Who a text in the third person is about. */
export interface Who {
  /** Full name and what it is shortened to. */
  names: readonly string[];
  pronoun?: Pronoun;
  /** Whether the sentence before left no doubt about whom the pronoun means. */
  isMeant?: boolean;
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
const PERSON =
  /\b(?:mother|mom|mum|sister|daughter|wife|girlfriend|aunt|grandmother|niece|queen|woman|girl|father|dad|brother|son|husband|boyfriend|uncle|grandfather|nephew|king|man|boy|friends?|roommate|neighbou?r|boss|teacher|mentor|rival|partner|twin|cousin|child|children|kids?|parents?|family|people|someone|master|captain|colleagues?|students?|lover|enem(?:y|ies)|user)\b/i;
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
  const direct = turned("", plain, who);
  if (direct !== undefined || lead === "" || SUBORDINATE.test(lead)) return direct;
  return turned(lead, rest, who);
}

/** Whether a sentence names another person whom the next pronoun may mean. */
export function namesAnother(text: string): boolean {
  return PERSON.test(text);
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
  return [`${/^(?:been|got|had)\b/.test(rest) ? "I've" : "I'm"}${after}`];
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
    if (SUBORDINATE.test(rest.slice(start, index)) || (again !== "" && PERSON.test(rest.slice(start, index)))) {
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
  const isUnsure = used === "they" || PERSON.test(said);
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

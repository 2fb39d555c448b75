// What a novel shows of one character, found by words: the lines they speak and the sentences that say how they are.
// English verbs of speech; who an unnamed "he" is, is known only right after the name.
import { sentences } from "../../transcript/index.ts";
import type { Chapter } from "./chapters.ts";

export interface Passage {
  text: string;
  chapter: number;
  from: string;
  /** In the text, first character and the one after the last. */
  span: [number, number];
  /** 0..1: .9 where the name stands there, less where it is inferred. */
  confidence: number;
}

export interface CharacterPassages {
  /** What they say, without the quotation marks. */
  lines: Passage[];
  /** Sentences of the narration whose subject they are, and that say how they are or were. */
  about: Passage[];
  /** Everyone who is said to say something, the most talkative first. */
  people: string[];
}

const SAID =
  "(?:said|says|asked|asks|replied|replies|answered|cried|exclaimed|whispered|shouted|added|continued|murmured|muttered|returned|observed|remarked|declared|called|repeated|began|laughed|sighed|growled|snapped)";
const TITLE = "(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady|Lord|Captain|Colonel|Professor|Aunt|Uncle)\\.? )";
const NAME = `${TITLE}?\\p{Lu}[\\p{L}'’-]{1,30}(?: \\p{Lu}[\\p{L}'’-]{1,30})?`;
const SPOKE = new RegExp(`\\b${SAID} (?:the )?(${NAME})|\\b(${NAME})(?: \\p{Ll}{1,20}ly)? ${SAID}\\b`, "gu");
const SPOKE_UNNAMED = new RegExp(`\\b(?:${SAID} (he|she)|(he|she) ${SAID})\\b`, "iu");
const NO_NAME =
  /^(?:He|She|They|It|I|We|You|The|This|That|But|And|Then|So|When|What|There|Here|Nobody|Everyone|Somebody|No|Yes|Oh|Ah)$/u;
// No class holds its own opening mark, and repeats have limits: a text of marks alone is read in linear time too.
const QUOTED = /„([^„“”]{1,4000})[“”]|“([^“”]{1,4000})(?:”|$)|"([^"]{1,4000})(?:"|$)|«([^«»]{1,4000})(?:»|$)/gu;
const OF_BEING =
  /^(?:(?:\p{Ll}+ly|also|still|never|always|often) )?(?:was|is|were|had|has|lived|lives|loved|loves|liked|likes|hated|hates|feared|wanted|wants|wished|hoped|worked|works|believed|knew|knows|felt|could|couldn't|would never|used to|came from|grew up|belonged|owned|wore)\b/u;
const LONGEST_SENTENCE = 400;
const CONFIDENCE = { named: 0.9, pronoun: 0.7, beat: 0.6 };

/**
 * @param name as the text has it; the whole, its first word and the word after a title stand for the person, a family
 * name alone only as one of `aliases`.
 */
export function characterPassages(
  chapters: readonly Chapter[],
  { name, aliases = [] }: { name: string; aliases?: readonly string[] },
): CharacterPassages {
  const people = talkersIn(chapters);
  const own = namesOf(name, aliases);
  const others = people.filter((person) => !own.some((each) => matches(person, each)));
  const cast: Cast = { own: nameRule(own), others: others.length === 0 ? null : nameRule(others), pronoun: null };
  const paragraphs = chapters.flatMap(paragraphsOf);
  cast.pronoun = pronounOf(paragraphs, cast.own);
  const found: CharacterPassages = { lines: [], about: [], people };
  let before: Who = "nobody";
  for (const paragraph of paragraphs) {
    const { who, lines } = linesOf(paragraph, cast, before);
    found.lines.push(...lines);
    found.about.push(...aboutIn(paragraph, cast));
    before = who;
  }
  return found;
}

interface Cast {
  own: RegExp;
  others: RegExp | null;
  /** Of the character; null where the text does not tell. */
  pronoun: "he" | "she" | null;
}

/** Whom a paragraph's narration names. */
type Who = "own" | "other" | "several" | "nobody";

interface Paragraph extends Omit<Passage, "confidence"> {
  /** With the quoted parts blanked out, so that places stay. */
  narration: string;
  isSpoken: boolean;
}

function talkersIn(chapters: readonly Chapter[]): string[] {
  const counts = new Map<string, number>();
  for (const { text } of chapters) {
    for (const [, after, before] of text.replace(/\s+/gu, " ").matchAll(SPOKE)) {
      const person = (after ?? before ?? "").replace(/['’]s$/u, "");
      if (!NO_NAME.test(person)) counts.set(person, (counts.get(person) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([person]) => person);
}

function namesOf(name: string, aliases: readonly string[]): string[] {
  const bare = name.trim().replace(new RegExp(`^${TITLE}`, "u"), "");
  const parts = bare.split(/\s+/u);
  return [...new Set([name.trim(), bare, parts[0] ?? "", ...aliases.map((alias) => alias.trim())])].filter(
    (each) => each !== "",
  );
}

function matches(person: string, name: string): boolean {
  return person.toLowerCase() === name.toLowerCase();
}

function nameRule(names: readonly string[]): RegExp {
  const words = [...names]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[\^$\\.*+?()[\]{}|/]/gu, "\\$&"));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join("|")})(?![\\p{L}\\p{N}])`, "u");
}

function paragraphsOf({ text, number, from, start }: Chapter): Paragraph[] {
  return [...text.matchAll(/\S(?:(?!\n[^\S\n]*\r?\n)[\s\S])*/gu)].map((match) => {
    const at = start + match.index;
    const narration = match[0].replace(QUOTED, (quote) => " ".repeat(quote.length));
    return {
      text: match[0],
      chapter: number,
      from,
      span: [at, at + match[0].length],
      narration,
      isSpoken: narration !== match[0],
    };
  });
}

/** The pronoun that is most in sentences which begin with the name and name nobody else. */
function pronounOf(paragraphs: readonly Paragraph[], own: RegExp): "he" | "she" | null {
  let [he, she] = [0, 0];
  for (const { narration } of paragraphs) {
    const at = own.exec(narration)?.index ?? -1;
    if (at < 0) continue;
    const near = narration
      .slice(at, at + 200)
      .split(/[.!?]/u, 2)
      .join(".");
    if (/\b(?:he|his|him|himself)\b/iu.test(near)) he += 1;
    if (/\b(?:she|her|hers|herself)\b/iu.test(near)) she += 1;
  }
  return he === she ? null : he > she ? "he" : "she";
}

function whoIn(narration: string, { own, others }: Cast): Who {
  const isOwn = own.test(narration);
  const isOther = others?.test(narration) ?? false;
  if (isOwn) return isOther ? "several" : "own";
  return isOther ? "other" : "nobody";
}

function linesOf(paragraph: Paragraph, cast: Cast, before: Who): { who: Who; lines: Passage[] } {
  const { text, narration, chapter, from, span, isSpoken } = paragraph;
  const who = whoIn(narration, cast);
  if (!isSpoken) return { who: who === "nobody" ? before : who, lines: [] };
  const confidence = speakerConfidence(narration.replace(/\s+/gu, " "), { who, before, cast });
  if (confidence === 0) return { who, lines: [] };
  const lines = [...text.matchAll(QUOTED)].map((match): Passage => {
    const said = match[1] ?? match[2] ?? match[3] ?? match[4] ?? "";
    const at = span[0] + match.index + 1;
    return {
      text: said.replace(/\s+/gu, " ").replace(/,$/u, ".").trim(),
      chapter,
      from,
      span: [at, at + said.length],
      confidence,
    };
  });
  return { who: "own", lines: lines.filter((line) => /\p{L}/u.test(line.text)) };
}

/** That the character is who speaks in a paragraph; 0 for somebody else, or who knows who. */
function speakerConfidence(narration: string, { who, before, cast }: { who: Who; before: Who; cast: Cast }): number {
  const named = [...narration.matchAll(SPOKE)]
    .map(([, after, first]) => after ?? first ?? "")
    .filter((each) => !NO_NAME.test(each));
  if (named.length > 0) return named.every((each) => cast.own.test(each)) ? CONFIDENCE.named : 0;
  const [, after, first] = SPOKE_UNNAMED.exec(narration) ?? [];
  const pronoun = (after ?? first)?.toLowerCase();
  if (pronoun !== undefined) {
    const isLast = who === "own" || (who === "nobody" && before === "own");
    return pronoun === cast.pronoun && isLast ? CONFIDENCE.pronoun : 0;
  }
  // "Ada smiled. “Come in.”": nobody but the character does anything in the paragraph.
  return who === "own" ? CONFIDENCE.beat : 0;
}

function aboutIn({ text, narration, chapter, from, span }: Paragraph, cast: Cast): Passage[] {
  // Cheap first: most paragraphs are not about the character.
  if (!cast.own.test(narration)) return [];
  const found: Passage[] = [];
  let [at, isOwn] = [span[0], false];
  for (const sentence of sentences(narration)) {
    const said = sentence.trim();
    const start = at + sentence.indexOf(said);
    at += sentence.length;
    if (said === "") continue;
    const subject = subjectOf(said, cast, isOwn);
    isOwn = subject !== null && !(cast.others?.test(said) ?? false);
    const raw = text.slice(start - span[0], start - span[0] + said.length);
    if (subject === null || said.length > LONGEST_SENTENCE || raw !== said || !OF_BEING.test(subject.rest)) continue;
    found.push({
      text: said.replace(/\s+/gu, " "),
      chapter,
      from,
      span: [start, start + said.length],
      confidence: subject.confidence,
    });
  }
  return found;
}

/** What follows the character's name, or the pronoun that stands for it, at the start of a sentence. */
function subjectOf(sentence: string, cast: Cast, wasOwn: boolean): { rest: string; confidence: number } | null {
  const named = cast.own.exec(sentence);
  const lead = named === null ? "" : sentence.slice(0, named.index).trim();
  if (named !== null && (lead === "" || new RegExp(`^${TITLE.trim()}?$`, "u").test(`${lead} `))) {
    const rest = sentence
      .slice(named.index + named[0].length)
      .replace(/^(?: \p{Lu}[\p{L}'’-]+)?(?:,[^,]{1,80},)?\s+/u, "");
    return /^['’]s\b/u.test(rest) ? null : { rest, confidence: CONFIDENCE.named };
  }
  const [pronoun = "", first] = /^(He|She)\s+/u.exec(sentence) ?? [];
  const isOwn = wasOwn && first !== undefined && first.toLowerCase() === cast.pronoun;
  return isOwn ? { rest: sentence.slice(pronoun.length), confidence: CONFIDENCE.pronoun } : null;
}

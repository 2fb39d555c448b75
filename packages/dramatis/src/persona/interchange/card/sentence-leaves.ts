import { sentence } from "../../voice.ts";
import { inFirstPerson } from "../first-person.ts";
import { attributeKey, attributeKind, attributeLeaves, listedValues, PAIR } from "./attributes.ts";
import type { Leaf } from "./leaf.ts";
import { hasMacros, USER_NAME } from "./macros.ts";
import { namesAnother, saidByOneself, type Who } from "./said-by-oneself.ts";

const TITLES = /(?:^|\s)(?:mr|mrs|ms|dr|st|prof|sr|jr|vs|e\.g|i\.e|etc)\.\s*$/i;
const SENTENCES = new Intl.Segmenter("en", { granularity: "sentence" });
/** How the model is to play, which says nothing of who is played. */
const DIRECTION = new RegExp(
  `\\b(?:speak|talk|act|reply|respond|write|narrate|describe|decide|control)s?\\b[^.]{0,30}\\b(?:for|as) ${USER_NAME}\\b|` +
    "\\b(?:will|must|should|always|never)\\b[^.]{0,30}\\b(?:repl(?:y|ies)|responds?|narrates?|respons(?:e|es))\\b|" +
    "\\b(?:role-?play(?:ing)?|out of character|OOC|third person|first person|this chat|the chat|\\{\\{\\w+\\}\\})\\b",
  "i",
);
/** "Rui is loud." */
const OTHER_SUBJECT =
  /^(?!(?:It|This|That|There|Here|The|These|Those|Her|His|Their|Its|All|Some|Most|Many)\b)[A-Z][a-z]+ (?:and|is|was|has|had|[a-z]+s)\b/;
const MOST_TRAIT_WORDS = 4;

/** Sentences; the full stop of "Dr." ends none. A macro begins one as a name does, and a text may have no capitals. */
export function sentenceSpans(text: string): [number, number][] {
  const spans: [number, number][] = [];
  const named = text.replace(/\{\{|<[a-z]/gi, "Aa").replace(/\s/g, " ");
  const isLowerCase = named === named.toLowerCase();
  const cased = isLowerCase ? named.replace(/(?<=[.!?] )[a-z]/g, (letter) => letter.toUpperCase()) : named;
  for (const { segment, index } of SENTENCES.segment(cased)) {
    const last = spans.at(-1);
    if (last !== undefined && TITLES.test(text.slice(Math.max(last[0], last[1] - 12), last[1]))) {
      last[1] = index + segment.length;
    } else spans.push([index, index + segment.length]);
  }
  return spans;
}

/**
 * What a sentence says, and whether a pronoun in the next one means the same person.
 *
 * @param key of the character sheet that it stands under, "" for none: bare words under "personality" are traits.
 */
export function sentenceLeaves(written: string, who: Who, key = ""): { leaves: Leaf[]; isMeant: boolean } {
  const text = written.replace(/\s+/g, " ").trim();
  const isMeant = who.isMeant === true;
  if (text === "") return { leaves: [], isMeant };
  if (hasMacros(text) || DIRECTION.test(text)) return { leaves: [textLeaf(text)], isMeant };
  const said = saidByOneself(text, who) ?? addressed(text, who);
  if (said !== undefined && !PAIR.test(text)) {
    const leaves = said.map((each): Leaf => ({ to: "statement", text: each }));
    return { leaves, isMeant: !namesThird(text, who) };
  }
  const leaves = pairLeaves(text, who) ?? traitLeaves(text, who, key) ?? [textLeaf(text)];
  const isOther = namesThird(text, who) || OTHER_SUBJECT.test(text);
  return { leaves, isMeant: isMeant && !isOther };
}

export function textLeaf(text: string): Leaf {
  return { to: "text", text: text.replace(/\s+/g, " ").trim() };
}

/** Whom one talks with is "you": no pronoun of the third person means them. */
function namesThird(text: string, { pronoun }: Who): boolean {
  return namesAnother(text, pronoun) && !text.includes(USER_NAME);
}

/** "You like tea.", in a text that is said to the character. */
function addressed(text: string, { isAddressed = false }: Who): string[] | undefined {
  if (!isAddressed || !/^you/i.test(text)) return undefined;
  const said = inFirstPerson(text);
  return said === text ? undefined : [sentence(said)];
}

/** "Ada's personality: shy, kind." */
function pairLeaves(text: string, who: Who): Leaf[] | undefined {
  const [, written = "", value = ""] = PAIR.exec(text) ?? [];
  const key = attributeKey(written, who);
  return attributeKind(key) === "known" ? attributeLeaves(key, listedValues(value), who) : undefined;
}

function traitLeaves(text: string, who: Who, key: string): Leaf[] | undefined {
  const values = listedValues(text);
  const isShort = values.every((value) => value.split(" ").length <= MOST_TRAIT_WORDS);
  return key === "personality" && isShort && values.length > 1 ? attributeLeaves(key, values, who) : undefined;
}

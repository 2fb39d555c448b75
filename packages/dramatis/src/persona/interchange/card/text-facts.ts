import { injectionKind } from "../../injections.ts";
import { attributeKey, attributeKind, attributeLeaves, listedValues, PAIR } from "./attributes.ts";
import type { Fact, Leaf } from "./leaf.ts";
import { withNames } from "./macros.ts";
import { withoutMarkup } from "./markup.ts";
import { type Pronoun, saidByOneself, type Who } from "./said-by-oneself.ts";
import { sentenceLeaves, sentenceSpans, textLeaf } from "./sentence-leaves.ts";

/** Longer texts are books: the rest of one is not read for facts. */
export const MOST_READ = 100_000;

// W++ and boostyle: Key("value" + "value").
const CALL =
  /([\p{L}][\p{L}\p{N} _/'’-]{0,40}?)\s{0,4}\(\s{0,4}((?:["“][^"“”\n]{0,400}["”]\s{0,8}(?:[+,]\s{0,8})?){1,60})\)/gu;
const QUOTED = /["“]([^"“”\n]*)["”]/g;
/** Where a pair begins; its value may be anything. */
const PAIR_HEAD = /^\s*(?=[\p{L}{<])(?:\{\{char\}\}|<bot>)?[\p{L}\p{N} _/'’-]{0,40}?\s{0,4}[:=：]/iu;
const LONGEST_HEADING = 80;
const BULLET = /^\s*(?:[-•–—+▪·]|\d{1,2}[.)])\s+/;

interface Reader {
  text: string;
  name: string;
  who: Who;
  /** Key over a list, until another heading. */
  section: string;
  /** Whether short values without a verb are traits, as in a field for them. */
  isTraits: boolean;
  facts: Fact[];
}

/**
 * What a description of a character says, piece by piece in its order: prose, "Key: value" lines, lists, PList and W++.
 *
 * @param names of the character; {{char}} stands for the first.
 * @param isTraits whether bare words are traits of character, as they are in a personality field.
 */
export function textFacts(text: string, names: readonly string[], isTraits = false): Fact[] {
  const plain = withoutMarkup(text.slice(0, MOST_READ));
  const name = names[0] ?? "";
  const reader: Reader = {
    text: plain,
    name,
    who: { ...whoOf(plain, names), isMeant: true },
    section: "",
    isTraits,
    facts: [],
  };
  let at = 0;
  for (const call of plain.matchAll(CALL)) {
    const [whole, key = "", quoted = ""] = call;
    readLines(reader, at, call.index);
    const values = [...quoted.matchAll(QUOTED)].map(([, value = ""]) => value);
    addPair(reader, [call.index, call.index + whole.length], { key, values });
    at = call.index + whole.length;
  }
  readLines(reader, at, plain.length);
  if (text.length > MOST_READ) {
    reader.facts.push({ span: [MOST_READ, text.length], leaves: [{ to: "text", text: text.slice(MOST_READ) }] });
  }
  return reader.facts;
}

/** Names and pronoun of whom a text is about: the pronoun that it uses most. */
function whoOf(text: string, given: readonly string[]): Who {
  const whole = given.map((name) => name.trim()).filter((name) => name !== "");
  const first = whole.map((name) => name.split(/\s+/)[0] ?? "").filter((name) => name.length > 1);
  const names = [...new Set([...whole, ...first])].sort((a, b) => b.length - a.length);
  const count = (words: RegExp): number => text.match(words)?.length ?? 0;
  const she = count(/\b(?:she|her|female|woman|girl)\b/gi);
  const he = count(/\b(?:he|his|him|male|man|boy)\b/gi);
  const they = count(/\b(?:they|their|non-?binary)\b/gi);
  const pronoun: Pronoun | undefined = she > he ? "she" : he > she ? "he" : they > 0 && she === 0 ? "they" : undefined;
  const isAddressed = /^\s*you(?:'re| are)\b/i.test(text) && names.some((each) => text.slice(0, 200).includes(each));
  return { names, isAddressed, ...(pronoun === undefined ? {} : { pronoun }) };
}

function readLines(reader: Reader, from: number, to: number): void {
  for (const [start, end] of lines(reader.text, from, to)) {
    const raw = reader.text.slice(start, end);
    const bullet = BULLET.exec(raw)?.[0].length ?? 0;
    const [left, right] = trimmed(reader.text, start + bullet, end);
    if (raw.trim() === "") beginPart(reader);
    if (left >= right) continue;
    const line = reader.text.slice(left, right);
    if (readHeading(reader, line)) continue;
    const parts = pairSpans(reader.text, left, right);
    if (parts !== undefined) for (const span of parts) readPair(reader, span);
    else if (!readListed(reader, [left, right], bullet > 0)) readProse(reader, [left, right], line);
  }
}

/** At the start of a paragraph a pronoun means the one whom the text is about. */
function beginPart(reader: Reader): void {
  reader.who = { ...reader.who, isMeant: true };
}

/** Lines, those joined that only a margin broke. */
function lines(text: string, from: number, to: number): [number, number][] {
  const found: [number, number][] = [];
  for (let at = from; at < to; ) {
    const next = text.indexOf("\n", at);
    const end = next === -1 || next > to ? to : next;
    const last = found.at(-1);
    const isBroken =
      last !== undefined &&
      /[\p{L}\d,]\s*$/u.test(text.slice(Math.max(last[0], last[1] - 20), last[1])) &&
      /^\p{Ll}/u.test(text.slice(at, end));
    if (isBroken) last[1] = end;
    else found.push([at, end]);
    at = end + 1;
  }
  return found;
}

/** "## Likes" and "Likes:" name what the list below holds. */
function readHeading(reader: Reader, line: string): boolean {
  const heading = line.length > LONGEST_HEADING ? undefined : /^(?:#{1,6}\s+(.*?):?|(.*?)\s*[:：])$/.exec(line);
  if (!heading || injectionKind(line) !== undefined) return false;
  const [, marked, colon = ""] = heading;
  reader.section = attributeKey(withNames(marked ?? colon, reader.name), reader.who);
  beginPart(reader);
  return true;
}

/** The spans of "Key: value" in a line, which ";" or "|" part in a PList; undefined where it is none. */
function pairSpans(text: string, start: number, end: number): [number, number][] | undefined {
  const line = text.slice(start, end);
  if (!PAIR_HEAD.test(text.slice(start, start + 60).replace(/^(?:[\s[(]|\{(?!\{))+/, ""))) return undefined;
  const split = line.split(/[;|]/);
  const parts = split.filter((part) => PAIR_HEAD.test(part.slice(0, 60))).length > 1 ? split : [line];
  const spans: [number, number][] = [];
  let at = start;
  for (const part of parts) {
    const [left, right] = trimmed(text, at, at + part.length);
    if (left < right) spans.push([left, right]);
    at += part.length + 1;
  }
  return spans;
}

function readPair(reader: Reader, [start, end]: [number, number]): void {
  const piece = reader.text.slice(start, end);
  const [, key = "", value = ""] = PAIR.exec(piece) ?? [];
  const name = attributeKey(withNames(key, reader.name), reader.who);
  const kind = attributeKind(name);
  const values = listedValues(withNames(value, reader.name));
  if (isOneOf(name, reader.who) && values.every((each) => isOneOf(each.toLowerCase(), reader.who))) {
    reader.facts.push({ span: [start, end], leaves: [] });
    return;
  }
  const isNote = injectionKind(piece) !== undefined;
  const isTold = kind === "told" || (kind === "known" && values.some((each) => /[.!]\s/.test(each)));
  if (kind === "told") beginPart(reader);
  if (isTold && !isNote) readProse(reader, [end - value.length, end], value, name);
  else if (kind === undefined && !isNote) readProse(reader, [start, end], piece);
  else addPair(reader, [start, end], { key, values });
}

/** [{{char}}= "Ada"] says no more than the name. */
function isOneOf(word: string, { names }: Who): boolean {
  return names.some((name) => name.toLowerCase() === word);
}

function addPair(reader: Reader, span: [number, number], pair: { key: string; values: string[] }): void {
  const key = attributeKey(withNames(pair.key, reader.name), reader.who);
  const piece = withNames(reader.text.slice(...span), reader.name);
  const values = pair.values.map((value) => withNames(value, reader.name));
  if (attributeKind(key) === "name" || injectionKind(piece) !== undefined || values.some(isInjection)) {
    reader.facts.push({ span, leaves: [] });
    return;
  }
  const told = attributeKind(key) === "told" ? values.flatMap((value) => proseLeaves(reader, value)) : undefined;
  const leaves = told ?? attributeLeaves(key, values, reader.who) ?? [textLeaf(piece)];
  reader.facts.push({ span, leaves });
}

/** Items below a heading, and bare traits in the field for them. */
function readListed(reader: Reader, span: [number, number], isBullet: boolean): boolean {
  const text = withNames(reader.text.slice(...span), reader.name);
  const values = isBullet && reader.section !== "" ? [text] : listedValues(text);
  const isShort = values.every((value) => value.split(/\s+/).length <= 4 && !/[.!?]\s/.test(value));
  const key = isBullet && attributeKind(reader.section) === "known" ? reader.section : "personality";
  if (key === "personality" && !(reader.isTraits && isShort) && !isBullet) return false;
  if (key === "personality" && !reader.isTraits && reader.section !== key) return false;
  if (isInjection(text) || saidByOneself(text, { ...reader.who, isMeant: true }) !== undefined) return false;
  const leaves = attributeLeaves(key, values, reader.who);
  if (leaves === undefined) return false;
  reader.facts.push({ span, leaves });
  return true;
}

function readProse(reader: Reader, [start]: [number, number], text: string, key = ""): void {
  for (const [left, right] of sentenceSpans(text)) {
    const [from, to] = trimmedSpace(text, left, right);
    if (from === to || !/[\p{L}\p{N}]/u.test(text.slice(from, to))) continue;
    const piece = text.slice(from, to);
    const leaves = isInjection(piece) ? [] : proseLeaves(reader, withNames(piece, reader.name), key);
    reader.facts.push({ span: [start + from, start + to], leaves });
  }
}

function proseLeaves(reader: Reader, piece: string, key = ""): Leaf[] {
  const { leaves, isMeant } = sentenceLeaves(piece, reader.who, key);
  reader.who = { ...reader.who, isMeant };
  return leaves;
}

function isInjection(text: string): boolean {
  return injectionKind(text) !== undefined;
}

/** Without brackets and separators around; the braces of a macro are part of it. */
function trimmed(text: string, start: number, end: number): [number, number] {
  const piece = text.slice(start, end);
  const left = /^(?:[\s[|;,]|\{(?!\{))*/.exec(piece)?.[0].length ?? 0;
  let right = piece.length;
  while (right > left && isTail(piece, right - 1)) right--;
  return [start + left, start + right];
}

function isTail(piece: string, at: number): boolean {
  const mark = piece.charAt(at);
  return mark === "}" ? piece.charAt(at - 1) !== "}" : /[\s\]|;,]/.test(mark);
}

function trimmedSpace(text: string, start: number, end: number): [number, number] {
  const piece = text.slice(start, end);
  const left = piece.length - piece.trimStart().length;
  return [start + left, start + Math.max(left, piece.trimEnd().length)];
}

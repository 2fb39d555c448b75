import { type InjectionKind, injectionKind } from "../../persona/index.ts";
import { disguise, readings } from "./disguises.ts";
import { otherLanguage } from "./other-language.ts";
import { type JudgeTrick, judgeTrick, speaksOfScores } from "./suspect-words.ts";

/** Why a sentence of a tested text may steer a judge. */
export type SuspectKind = InjectionKind | JudgeTrick | "hidden" | "encoded" | "other-language";

/** A sentence of a tested text that may steer a judge. */
export interface Suspect {
  /** Where it stands: `reply`, `turns.3.text`. */
  path: string;
  text: string;
  kind: SuspectKind;
}

export interface Cleared<Tested> {
  /** The same with "[…]" in the place of what is suspect; slight ones are left. */
  tested: Tested;
  suspects: Suspect[];
}

/** A sentence or line of one of the texts. */
interface Piece {
  path: string;
  start: number;
  end: number;
  text: string;
}

/** Ordinary talk may have these too: a word of the judge's trade, a persona that is asked in one language and answers in another. */
const SLIGHT: ReadonlySet<SuspectKind> = new Set(["mention", "other-language"]);

/** Whether it is worth a judgement without it; a slight one is worth a drill. */
export function isGrave({ kind }: Pick<Suspect, "kind">): boolean {
  return !SLIGHT.has(kind);
}

const BLANK = "[…]";
/** Longest stretch that is looked at as one. */
const LONGEST = 1_000;
/** Pieces up to this length may be parts of one sentence that is spread over lines or turns … */
const SHORT = 40;
/** … as many as these. */
const SPREAD = 6;
/** Kinds that open a block: what follows belongs to them, whatever it says. */
const OPENERS: ReadonlySet<SuspectKind> = new Set(["form", "message-header", "policy", "ignore-instructions"]);
/** Ends of sentences; lines; marks that scripts without spaces end a sentence with. */
const ENDS = /(?<=[\p{L}\p{N}\p{S}"'”’)\]]\s?[.!?…]{1,3}["'”’)\]]?)\s+|(?<=[。！？｡۔।])|[\r\n\u0085\u2028\u2029]+/gu;

/**
 * Tested texts without what may steer a judge: sentences that speak of scores, judges, rules or answers that are right, or to
 * a model; forms that ordinary talk does not have; what is encoded, hidden or in another language than the rest.
 * A text is blanked from its first such sentence to its last, and to its end where one opens a block.
 *
 * By words and forms, so that it can take ordinary talk for an attempt; it costs a second judgement then.
 *
 * @param known what else the judge sees, by which the language is told.
 */
export function withoutSuspects<Tested>(tested: Tested, known: unknown = {}): Cleared<Tested> {
  const texts = new Map(textsIn(tested));
  const isOther = otherLanguage([...textsIn(known), ...texts].map(([, text]) => text).join("\n"));
  const pieces = [...texts].flatMap(([path, text]) => piecesOf(path, text));
  const kinds = pieces.map(({ text }) => kindOf(text, isOther));
  for (const [from, to, kind] of spread(pieces)) {
    const alone = kinds.slice(from, to).filter((own) => own !== undefined);
    if (alone.some((own) => !isGrave({ kind }) || isGrave({ kind: own }))) continue;
    kinds.fill(kind, from, to);
  }
  const suspects = pieces.flatMap((piece, i): (Suspect & Piece)[] => {
    const kind = kinds[i];
    return kind === undefined ? [] : [{ ...piece, text: piece.text.trim(), kind }];
  });
  const byPath = Map.groupBy(suspects.filter(isGrave), ({ path }) => path);
  const blanked = mapTexts(tested, (text, path) => {
    const own = byPath.get(path);
    const [first] = own ?? [];
    if (own === undefined || first === undefined) return text;
    const end = own.some(({ kind }) => OPENERS.has(kind)) ? text.length : (own.at(-1) as Piece).end;
    return `${text.slice(0, first.start)}${BLANK}${text.slice(end)}`;
  });
  return { tested: blanked as Tested, suspects: suspects.map(({ path, text, kind }) => ({ path, text, kind })) };
}

function kindOf(text: string, isOther: (text: string) => boolean): SuspectKind | undefined {
  if (text.trim() === "") return undefined;
  const hidden = disguise(text);
  if (hidden !== undefined) return hidden;
  for (const reading of readings(text)) {
    const kind = injectionKind(reading) ?? judgeTrick(reading);
    if (kind !== undefined) return kind;
  }
  if (speaksOfScores(text)) return "score";
  return isOther(text) ? "other-language" : undefined;
}

/** Stretches of short neighbours that only together say what one sentence would. */
function* spread(pieces: readonly Piece[]): Generator<[from: number, to: number, kind: SuspectKind]> {
  for (let from = 0; from < pieces.length; from++) {
    for (let to = from + 2; to <= Math.min(pieces.length, from + SPREAD); to++) {
      const own = pieces.slice(from, to);
      if (own.some(({ text }) => text.trim().length > SHORT)) break;
      const single = own.every(({ text }) => [...text.trim()].length <= 2);
      const kind = judgeTrick(own.map(({ text }) => text.trim()).join(single ? "" : " "));
      if (kind === undefined) continue;
      yield [from, to, kind];
      break;
    }
  }
}

function piecesOf(path: string, text: string): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  const add = (end: number): void => {
    for (; start < end; start = Math.min(end, start + LONGEST)) {
      const to = Math.min(end, start + LONGEST);
      pieces.push({ path, start, end: to, text: text.slice(start, to) });
    }
  };
  for (const { 0: gap, index } of text.matchAll(ENDS)) add(index + gap.length);
  add(text.length);
  return pieces;
}

/** Every text in plain data, with its path. */
function textsIn(value: unknown, path = ""): [path: string, text: string][] {
  if (typeof value === "string") return [[path, value]];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, member]) => textsIn(member, path === "" ? key : `${path}.${key}`));
}

function mapTexts(value: unknown, change: (text: string, path: string) => string, path = ""): unknown {
  if (typeof value === "string") return change(value, path);
  if (value === null || typeof value !== "object") return value;
  const inner = (key: string | number): string => (path === "" ? String(key) : `${path}.${key}`);
  if (Array.isArray(value)) return value.map((member, i) => mapTexts(member, change, inner(i)));
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, mapTexts(member, change, inner(key))]));
}

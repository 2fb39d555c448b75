import { NEEDS, type Need } from "../packages/dramatis/src/core/needs.ts";

/** What a method file says of itself before its first line of code. */
export interface HeadComment {
  /** First sentence, on one line. */
  summary: string;
  /** Numbers after `@paper`, in order. */
  papers: number[];
  /** Names after `@needs`, in order. */
  needs: Need[];
  /** By `@function`: a plain function, called as its docstring says, not a factory of what the room's methods are. */
  isFunction: boolean;
}

const HEAD = /^(?:#![^\n]*\n)?\s*(?:\/\*\*?([\s\S]*?)\*\/|((?:[ \t]*\/\/[^\n]*\n)+))/;
const TAG = /^@(paper|needs|method|function)\b(.*)$/;
const TAG_ANYWHERE = /^[ \t]*(?:\/\/|\/?\*+)[ \t]*@(?:paper|needs|method|function)\b/m;
const PAPERS = /^\s*\[?(\d+)\]?(?:[\s,]+\[?\d+\]?)*/;
const ABBREVIATIONS = /(?:\b(?:e\.g|i\.e|vs|cf|al|eq|sec|fig|approx|resp|no)|\b\p{Lu})\.$/iu;

/**
 * Reads the tags `@paper 53, 125`, `@needs nli`, `@method` and `@function` of a file's head comment.
 * Returns null for a file without them: a helper, not a method.
 * Throws an Error that names `file` when a tag cannot be read or stands below the head comment.
 */
export function headComment(source: string, file: string): HeadComment | null {
  const head = HEAD.exec(source);
  const lines = (head?.[1] ?? head?.[2] ?? "")
    .split("\n")
    .map((line) => line.replace(/^\s*(?:\/\/|\*)?\s?/, "").trim());
  const tags = lines.flatMap((line) => TAG.exec(line) ?? []).length > 0;
  const below = source.slice(head?.[0].length ?? 0);
  if (TAG_ANYWHERE.test(below)) {
    throw new Error(
      `${file}: a @paper, @needs, @method or @function tag below the head comment; move it to the top of the file`,
    );
  }
  if (!tags) return null;
  const summary = firstSentence(lines);
  if (summary === "") throw new Error(`${file}: the head comment has no sentence before its tags; expected the claim`);
  return {
    summary,
    papers: tagged(lines, "paper").flatMap((text) => paperNumbers(text, file)),
    needs: tagged(lines, "needs").flatMap((text) => needNames(text, file)),
    isFunction: tagged(lines, "function").length > 0,
  };
}

function tagged(lines: string[], tag: string): string[] {
  return lines.flatMap((line) => {
    const found = TAG.exec(line);
    return found?.[1] === tag ? [found[2] ?? ""] : [];
  });
}

function paperNumbers(text: string, file: string): number[] {
  const list = PAPERS.exec(text)?.[0];
  if (!list) throw new Error(`${file}: @paper${text}; expected a number of data/papers.json, such as @paper 53`);
  return [...list.matchAll(/\d+/g)].map(([digits]) => Number(digits));
}

function needNames(text: string, file: string): Need[] {
  const names = [...text.matchAll(/[\w-]+/g)].map(([name]) => name);
  const unknown = names.find((name) => !isNeed(name));
  if (names.length === 0 || unknown !== undefined) {
    throw new Error(`${file}: @needs${text}; expected one or more of ${NEEDS.join(", ")}`);
  }
  return names.filter(isNeed);
}

function isNeed(name: string): name is Need {
  return (NEEDS as readonly string[]).includes(name);
}

/** The text up to the first full stop that ends a sentence, or to the first blank line or tag. */
function firstSentence(lines: string[]): string {
  const start = lines.findIndex((line) => line !== "");
  const rest = lines.slice(Math.max(start, 0));
  const end = rest.findIndex((line) => line === "" || line.startsWith("@"));
  const paragraph = rest.slice(0, end === -1 ? undefined : end).join(" ");
  for (const stop of paragraph.matchAll(/[.!?](?=\s|$)/g)) {
    const sentence = paragraph.slice(0, stop.index + 1);
    if (!ABBREVIATIONS.test(sentence)) return sentence;
  }
  return paragraph;
}

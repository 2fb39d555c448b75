// A book by its chapters.
import type { SourceText } from "../material.ts";

export interface Chapter {
  /** From 1, over all texts. */
  number: number;
  /** Its heading; "" for what stands before the first one, and for parts cut by size. */
  title: string;
  text: string;
  /** The text that it is from, and its first character there. */
  from: string;
  start: number;
}

/** How headings look, the surest kind first. A kind counts where a text has two or more of them. */
const HEADINGS: readonly RegExp[] = [
  /^#{1,3}\s+\S.*$/u,
  /^\s*(?:chapter|book|part|letter|act|scene|volume|prologue|epilogue|chapitre|kapitel|capítulo|capitolo|hoofdstuk|глава)(?:\s+[\p{L}\p{N}-]+)?[.:]?(?:\s+.{0,80})?\s*$/iu,
  /^\s*(?:[IVXLC]{1,8}|\d{1,3})\.?\s*$/u,
];
const LONGEST_HEADING = 120;
/** Less than this between two headings is a table of contents. */
const LEAST = 200;

/**
 * The chapters of the texts, in order, by Markdown headings, by words such as "Chapter 1" or "LETTER IV", or by numbers
 * alone on a line; what stands before the first is a chapter without a title. A text without headings is cut at
 * paragraphs into parts of `size` characters at most, or one paragraph where that is longer. A blank text has none.
 */
export function chaptersOf(texts: readonly SourceText[], { size = 20_000 }: { size?: number } = {}): Chapter[] {
  let number = 0;
  return texts.flatMap(({ id, text }) =>
    partsOf(text, size).map((part): Chapter => {
      number += 1;
      return { number, from: id, ...part };
    }),
  );
}

type Part = Pick<Chapter, "title" | "text" | "start">;

function partsOf(text: string, size: number): Part[] {
  const lines = linesOf(text);
  for (const kind of HEADINGS) {
    const heads = lines.filter((line, i) => isHeading(line.text, kind) && isAlone(lines, i));
    const parts = heads.length < 2 ? [] : byHeadings(text, heads);
    if (parts.filter(({ title }) => title !== "").length >= 2) return parts;
  }
  return bySize(text, { size, start: 0 });
}

interface Line {
  text: string;
  start: number;
}

function linesOf(text: string): Line[] {
  return [...text.matchAll(/[^\n]+/gu)].map((match) => ({ text: match[0].replace(/\r$/u, ""), start: match.index }));
}

function isHeading(line: string, kind: RegExp): boolean {
  return line.length <= LONGEST_HEADING && kind.test(line);
}

/** A heading is not the first line of a longer paragraph, unless it is marked as one. */
function isAlone(lines: readonly Line[], i: number): boolean {
  const line = lines[i] as Line;
  if (line.text.startsWith("#")) return true;
  const next = lines[i + 1];
  return (
    next === undefined ||
    next.start > line.start + line.text.length + 1 ||
    /^\s*[\p{Lu}\d][\p{Lu}\d\s.,'’!?-]*$/u.test(line.text)
  );
}

function byHeadings(text: string, heads: readonly Line[]): Part[] {
  const before = text.slice(0, heads[0]?.start ?? 0);
  const parts = heads.map((head, i): Part => {
    const start = head.start + head.text.length;
    return { title: head.text.replace(/^#+/u, "").trim(), text: text.slice(start, heads[i + 1]?.start), start };
  });
  return [{ title: "", text: before, start: 0 }, ...parts].filter((part) => part.text.trim().length >= LEAST);
}

/** Cut at the last blank line, else the last space, before the size is reached. */
export function bySize(text: string, { size, start }: { size: number; start: number }): Part[] {
  const parts: Part[] = [];
  for (let from = 0; from < text.length; ) {
    const to = cut(text, from, size);
    const part = text.slice(from, to);
    if (part.trim() !== "") parts.push({ title: "", text: part, start: start + from });
    from = to;
  }
  return parts;
}

function cut(text: string, from: number, size: number): number {
  if (from + size >= text.length) return text.length;
  for (const mark of ["\n\n", "\n", " "]) {
    const at = text.lastIndexOf(mark, from + size - mark.length);
    if (at > from) return at + mark.length;
  }
  return from + size;
}

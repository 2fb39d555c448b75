import { styleText } from "node:util";
import { type Method, type Need, UnknownNameError } from "../core/index.ts";
import { hang } from "../report/index.ts";
import type { Paper } from "./papers.ts";

export interface MethodRow {
  name: string;
  room: string;
  family: string;
  /** Path from the package's root. */
  file: string;
  summary: string;
  papers: { n: number; name: string }[];
  /** `fix` is what would meet the need, where it is not met. */
  needs: { need: Need; met: boolean; fix?: string }[];
}

/** One published system with the methods that carry it; none is "not yet". */
export interface PaperRow extends Paper {
  methods: string[];
}

export interface ListOptions {
  /** The catalogue. */
  methods: readonly Method[];
  papers: readonly Paper[];
  /** Whether a need is met here. */
  met(need: Need): boolean;
  /** Only this room. */
  room?: string | undefined;
}

export interface FormatOptions {
  color?: boolean;
  /** Columns; longer text goes on in the next line, under its own start. */
  width?: number;
}

const FIXES: Record<Need, string> = {
  nli: "name one with --nli, such as --nli judge",
  embed: "name one with --embedder, such as --embedder openai:MODEL",
  judge: "name one with --judge, such as --judge openai:MODEL",
  actor: "name one with --model, such as --model openai:MODEL",
  logprobs: "leave out --model: the bundled model reports log probabilities",
  tools: "name a model that calls tools with --model",
  whitebox: "take an ONNX decoder that runs in process with --model",
  image: "take a model that reads images with --model",
  speech: "take a model that reads speech with --model",
};

/**
 * The methods in the catalogue's order, each with its papers by name and its needs as they are met here.
 *
 * @throws UnknownNameError when no method is in the room.
 */
export function listMethods({ methods, papers, met, room }: ListOptions): MethodRow[] {
  const rooms = new Set(methods.map((method) => method.room));
  if (room !== undefined && !rooms.has(room)) throw new UnknownNameError("room", room, rooms);
  const names = new Map(papers.map((paper) => [paper.n, paper.name]));
  return methods
    .filter((method) => room === undefined || method.room === room)
    .map(({ name, room, family, file, summary, papers, needs }) => ({
      name,
      room,
      family,
      file,
      summary,
      papers: papers.map((n) => ({ n, name: names.get(n) ?? "" })),
      needs: needs.map((need) => (met(need) ? { need, met: true } : { need, met: false, fix: FIXES[need] })),
    }));
}

/** Every paper, by number, with the methods that carry it. */
export function listPapers(methods: readonly Method[], papers: readonly Paper[]): PaperRow[] {
  return papers.map((paper) => {
    const carriers = methods.filter((method) => method.papers.includes(paper.n));
    return { ...paper, methods: carriers.map(({ name }) => name) };
  });
}

/** Methods for a terminal, under a heading for each family. */
export function formatMethods(rows: readonly MethodRow[], { color = false, width = 80 }: FormatOptions = {}): string {
  const paint = painter(color);
  const indent = 4 + longest(rows.map(({ name }) => name));
  const lines = rows.flatMap((row, i) => {
    const before = rows[i - 1];
    const isNew = before?.room !== row.room || before.family !== row.family;
    const details = [
      [...row.papers.map(({ n, name }) => `[${n}] ${name}`), row.file].join(" · "),
      ...row.needs.map(({ need, met, fix }) => (met ? `needs ${need}: met` : `needs ${need}: not met; ${fix}`)),
    ];
    return [
      ...(isNew ? [...(before ? [""] : []), paint("bold", `${row.room}/${row.family}`)] : []),
      ...hang(`  ${row.name.padEnd(indent - 2)}`, row.summary, width),
      ...details.flatMap((text) => hang(" ".repeat(indent), text, width)).map((line) => paint("dim", line)),
    ];
  });
  return `${[...lines, "", `${rows.length} methods`].join("\n")}\n`;
}

/** Papers for a terminal, one a line, and how many of all (`of`) are carried by them. */
export function formatPapers(
  rows: readonly PaperRow[],
  { color = false, width = 80, of = rows.length }: FormatOptions & { of?: number } = {},
): string {
  const paint = painter(color);
  const column = longest(rows.map(({ name }) => name));
  const lines = rows.map(({ n, name, methods }) => {
    const start = `${`[${n}]`.padStart(5)} ${name.padEnd(column)}  `;
    return methods.length > 0 ? hang(start, methods.join(", "), width).join("\n") : start + paint("dim", "not yet");
  });
  const carried = rows.filter(({ methods }) => methods.length > 0).length;
  return `${[...lines, "", `${carried} of ${of} papers are carried`].join("\n")}\n`;
}

function painter(color: boolean): (style: "bold" | "dim", text: string) => string {
  return (style, text) => (color ? styleText(style, text, { validateStream: false }) : text);
}

function longest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length));
}

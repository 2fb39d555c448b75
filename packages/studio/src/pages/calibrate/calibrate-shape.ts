import { figure, intervalText } from "../study/figures.ts";

export const LABELS = [1, 2, 3, 4, 5] as const;
export type Label = (typeof LABELS)[number];

/** A case as a rater sees it: what is known, and what is to be judged. Nothing says what anybody else thinks of it. */
export interface BlindCase {
  id: string;
  known: Record<string, unknown>;
  tested: Record<string, unknown>;
}

/** What members of a case would give a verdict away; they are dropped should they ever arrive. */
const TELLING = ["labels", "label", "adjudicated", "system", "verdict", "judge", "score"];

/** A case with only what a rater may see, whatever came. */
export function blindCase(value: { id: unknown; known?: unknown; tested?: unknown }): BlindCase {
  return { id: String(value.id), known: withoutTelling(value.known), tested: withoutTelling(value.tested) };
}

function withoutTelling(value: unknown): Record<string, unknown> {
  if (value === null || typeof value !== "object") return {};
  return Object.fromEntries(Object.entries(value).filter(([name]) => !TELLING.includes(name.toLowerCase())));
}

/** Plain data as paragraphs under a heading: a list of turns reads as "speaker: text". */
export function partsOf(record: Record<string, unknown>): { name: string; lines: string[] }[] {
  return Object.entries(record).map(([name, value]) => ({ name, lines: linesOf(value) }));
}

function linesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(linesOf);
  if (value === null || typeof value !== "object") return [String(value)];
  if ("text" in value) return ["speaker" in value ? `${value.speaker}: ${value.text}` : String(value.text)];
  return Object.entries(value).map(([name, member]) => `${name}: ${linesOf(member).join(" ")}`);
}

/** What a key asks for, and null for every other key and for one that a text field or a shortcut wants. */
export function keyMeaning(press: {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  inField: boolean;
}): Label | "undo" | null {
  if (press.inField || press.metaKey || press.altKey) return null;
  if (press.ctrlKey) return press.key.toLowerCase() === "z" ? "undo" : null;
  if (press.key === "u" || press.key === "Backspace") return "undo";
  return LABELS.find((label) => String(label) === press.key) ?? null;
}

/** A figure of agreement as the server tells it. */
export interface AgreementFigure {
  value: number | null;
  low: number | null;
  high: number | null;
  n: number;
}

/** "0.71, 95 % interval 0.62 to 0.79, 40 cases"; says what is lacking where there is no value or no interval. */
export function agreementText({ value, low, high, n }: AgreementFigure): string {
  const cases = n === 1 ? "1 case" : `${n} cases`;
  if (value === null) return n === 0 ? "nothing labelled yet" : `cannot be said yet, ${cases}`;
  if (low === null || high === null) return `${figure(value)}, too few cases for an interval, ${cases}`;
  return `${figure(value)}, 95 % interval ${intervalText({ low, high })}, ${cases}`;
}

import type { Estimate } from "../../api/types.ts";
import { coverageOf, figure, intervalText, missingText, percent } from "../study/figures.ts";
import type { CheckResult, CurvePoint, Evidence, Line, SurveyResult } from "../study/wire.ts";

export interface MeasureRow {
  name: string;
  value: string;
  interval: string;
  n: string;
  missing: string;
  coverage: string;
  direction: "higher is better" | "lower is better" | "";
  /** Of a ratio: where its dot and bar go, 0..1. */
  bar: { value: number; low: number; high: number } | null;
  /** Why there is no value. */
  reason: string;
}

/** One row a measure: those with a value first, in the order in which they came. */
export function measureRows(result: Pick<CheckResult, "measures" | "failures">): MeasureRow[] {
  const rows = Object.entries(result.measures).map(([name, estimate]) => measureRow(name, estimate, result.failures));
  return [...rows.filter(({ reason }) => reason === ""), ...rows.filter(({ reason }) => reason !== "")];
}

function measureRow(name: string, estimate: Estimate, failures: CheckResult["failures"]): MeasureRow {
  const { value, low, high, n, counts = "turns", missing, unit, direction } = estimate;
  const causes = new Set(failures.filter(({ measure }) => measure === name).map(({ message }) => message));
  return {
    name,
    value: unit === "ratio" || value === null ? figure(value) : `${figure(value)} ${unit}`,
    interval: intervalText(estimate),
    n: counts === "turns" ? String(n) : `${n} ${counts}`,
    missing: missingText(missing) || "none",
    coverage: percent(coverageOf(estimate)),
    direction: direction === "none" ? "" : `${direction} is better`,
    bar: unit === "ratio" && value !== null ? { value, low: low ?? value, high: high ?? value } : null,
    reason: value !== null ? "" : [...causes].join("; ") || missingText(missing) || "nothing to score",
  };
}

/** Measures whose score can be followed over turns: two points make a curve. */
export function curveNames({ curves }: Pick<CheckResult, "curves">): string[] {
  return Object.keys(curves).filter((name) => (curves[name]?.length ?? 0) > 1);
}

/** What a curve says, for who does not see it. */
export function curveSentence(name: string, points: readonly CurvePoint[]): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return `${name}: no turns`;
  return `${name}: ${figure(first.value)} at turn ${first.turn}, ${figure(last.value)} at turn ${last.turn}`;
}

/** One thing that a line was found to do, with every measure that found it. */
export interface Flag extends Omit<Evidence, "measure"> {
  id: string;
  measures: string[];
  /** Two lines before it, itself and the one after; empty where the conversation was not kept. */
  context: (Line & { isFlagged: boolean })[];
  claim: string | null;
}

const FIRST: Record<Evidence["verdict"], number> = { contradicts: 0, repeats: 1, other: 2, entails: 3 };

/** What speaks against the persona or is worth a look, contradictions and the surest first. */
export function flaggedLines(result: Pick<CheckResult, "evidence" | "transcripts" | "claims">): Flag[] {
  const found = new Map<string, Flag>();
  for (const { measure, ...evidence } of result.evidence) {
    if (evidence.verdict === "entails") continue;
    const { session, turn, against, verdict } = evidence;
    const key = JSON.stringify([session, turn, verdict, against?.statement, against?.turn, against?.text]);
    const known = found.get(key);
    if (known === undefined) {
      const [context, claim] = [contextOf(result, evidence), claimOf(result, evidence)];
      found.set(key, { id: key, ...evidence, measures: [measure], context, claim });
      continue;
    }
    if (!known.measures.includes(measure)) known.measures.push(measure);
    known.strength = Math.max(known.strength, evidence.strength);
    if (evidence.quote.length < known.quote.length) known.quote = evidence.quote;
  }
  return [...found.values()].sort((a, b) => FIRST[a.verdict] - FIRST[b.verdict] || b.strength - a.strength);
}

function contextOf(
  { transcripts = [] }: Pick<CheckResult, "transcripts">,
  { session, turn }: Pick<Evidence, "session" | "turn">,
): Flag["context"] {
  const messages = transcripts.find((one) => one.session === session)?.messages ?? [];
  return messages
    .filter((message) => message.turn >= turn - 2 && message.turn <= turn + 1)
    .map(({ turn: at, speaker, text }) => ({ turn: at, speaker, text, isFlagged: at === turn }));
}

function claimOf({ claims = [] }: Pick<CheckResult, "claims">, { against }: Pick<Evidence, "against">): string | null {
  if (against === undefined) return null;
  return claims.find(({ id }) => id === against.statement)?.text ?? against.text;
}

/** "contradicts statement s3", "repeats turn 4". */
export function flagPhrase({ verdict, against }: Pick<Flag, "verdict" | "against">): string {
  const verb = { contradicts: "contradicts", entails: "supports", repeats: "repeats", other: "meets" }[verdict];
  if (against === undefined) return verdict === "other" ? "flagged" : verb;
  if (against.turn !== undefined) return `${verb} turn ${against.turn}`;
  return against.statement === undefined ? `${verb} the persona` : `${verb} statement ${against.statement}`;
}

/** A line cut around the quote, to mark it; the whole line where the quote is not in it as it stands. */
export function aroundQuote(text: string, quote: string): { before: string; marked: string; after: string } {
  const at = quote === "" ? -1 : text.indexOf(quote);
  if (at < 0) return { before: "", marked: text, after: "" };
  return { before: text.slice(0, at), marked: quote, after: text.slice(at + quote.length) };
}

/** A spoke of a radar, its end at `share` of the way to the rim. */
export interface Spoke {
  name: string;
  share: number;
  x: number;
  y: number;
  rim: { x: number; y: number };
}

/**
 * Scales of a questionnaire around a circle, clockwise from the top: where the mean of the people lies in the scale's range,
 * the rim at 1.
 *
 * @returns none for fewer than three scales with a value: they make no surface
 */
export function radarSpokes({ scales, people }: Pick<SurveyResult, "scales" | "people">): Spoke[] {
  const found = scales.flatMap(({ scale, facet }) => {
    if (facet !== undefined) return [];
    const own = people.flatMap(({ scores }) => scores.filter((one) => one.scale === scale && one.facet === undefined));
    const units = own.flatMap(({ unit }) => unit ?? []);
    return units.length === 0 ? [] : [{ name: scale, share: units.reduce((sum, one) => sum + one, 0) / units.length }];
  });
  if (found.length < 3) return [];
  return found.map(({ name, share }, i) => {
    const angle = (2 * Math.PI * i) / found.length;
    return { name, share, ...at(angle, share), rim: at(angle, 1) };
  });
}

function at(angle: number, radius: number): { x: number; y: number } {
  const round = (value: number): number => Math.round(value * 1e6) / 1e6 + 0;
  return { x: round(radius * Math.sin(angle)), y: round(radius * Math.cos(angle)) };
}

/** What a run left: a check of one persona or several, a questionnaire, or people (the id of their population). */
export type ReadResult = { checks: CheckResult[] } | { survey: SurveyResult } | { population: string };

/** The JSON of a run; null for one of another shape. */
export function readResult(value: unknown): ReadResult | null {
  if (value === null || typeof value !== "object") return null;
  if ("results" in value && Array.isArray(value.results)) return { checks: value.results as CheckResult[] };
  if ("measures" in value) return { checks: [value as CheckResult] };
  if ("scales" in value) return { survey: value as SurveyResult };
  return "margins" in value && "id" in value ? { population: String(value.id) } : null;
}

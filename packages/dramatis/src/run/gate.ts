import { parse, YAMLParseError } from "yaml";
import { z } from "zod";
import { type Estimate, type GateVerdict, InputError, UnknownNameError } from "../core/index.ts";
import { readText, schemaFault } from "../persona/index.ts";
import { requiredTimes } from "../stats/index.ts";

/** Most bytes of a gate file; the YAML parser compares every key with every other. */
const GATE_LIMIT = 2 ** 16;

/** What a measure must not fall below or rise above. */
export type GateBound = GateVerdict["bound"];

/** Measure name → bound. */
export type Gate = Readonly<Record<string, GateBound>>;

const bound = z
  .strictObject({ min: z.number().exactOptional(), max: z.number().exactOptional() })
  .refine(({ min, max }) => min !== undefined || max !== undefined, "min, max, or both")
  .refine(({ min, max }) => min === undefined || max === undefined || min <= max, "a min that is not above max");

const gateFile = z.strictObject({
  measures: z.record(z.string(), bound).refine((bounds) => Object.keys(bounds).length > 0, "one measure at least"),
});

/**
 * Reads a gate file, YAML or JSON: `measures: { contradiction-rate: { max: 0.05 }, apc: { min: 0.6 } }`.
 *
 * @param known names that measures may have.
 * @throws {InputError} when the file is not of this shape. @throws {UnknownNameError} for a measure that is not known.
 */
export async function readGate(path: string, known: readonly string[]): Promise<Gate> {
  const value = parseYaml(await readText(path, GATE_LIMIT), path);
  const checked = gateFile.safeParse(value);
  if (!checked.success) {
    const { found, expected } = schemaFault(checked.error, value);
    const fix = "write measures: { NAME: { min: NUMBER, max: NUMBER } }";
    throw new InputError({ where: path, found, expected, fix });
  }
  for (const name of Object.keys(checked.data.measures)) {
    if (!known.includes(name)) throw new UnknownNameError("measure", name, known);
  }
  return checked.data.measures;
}

function parseYaml(text: string, where: string): unknown {
  try {
    return parse(text, { logLevel: "error" });
  } catch (error) {
    const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined;
    const message = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    throw new InputError(
      { where, ...(line !== undefined && { line }), found: message, expected: "YAML or JSON" },
      { cause: error },
    );
  }
}

/**
 * Judges estimates by their intervals. A bound is passed when the whole interval is on its right side and failed when
 * the whole interval is on its wrong side; between the two more data must decide, and the verdict says how much that
 * would take if value and spread stay as they are: scored turns, or conversations where the measure does not count turns.
 */
export function judgeGate(gate: Gate, estimates: Readonly<Record<string, Estimate>>): GateVerdict[] {
  return Object.entries(gate).map(([measure, limits]) => judge(measure, limits, estimates[measure]));
}

/** 0 when every verdict is "pass"; 1 otherwise, for a gate that is undecided has not been passed. */
export function gateExitCode(verdicts: readonly GateVerdict[]): 0 | 1 {
  return verdicts.every(({ verdict }) => verdict === "pass") ? 0 : 1;
}

function judge(measure: string, limits: GateBound, estimate: Estimate | undefined): GateVerdict {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = limits;
  const say = (verdict: GateVerdict["verdict"], detail: string, moreTurns: number | null = null): GateVerdict => {
    const word = { pass: "passed", fail: "failed", undecided: "undecided, so not passed" }[verdict];
    return { measure, bound: limits, verdict, moreTurns, message: `${measure} ${word}: ${detail}` };
  };
  if (estimate === undefined) return say("undecided", "it was not measured");
  const { value, low, high } = estimate;
  if (value === null) return say("undecided", `nothing could be scored${reasons(estimate)}`);
  const sides = describeBound(limits);
  if (low === null || high === null) {
    return say(
      "undecided",
      `${round(value)} has no interval; too few turns or conversations to hold it against ${sides}`,
    );
  }
  const range = `${round(value)} [${round(low)}, ${round(high)}] against ${sides}`;
  if (low >= min && high <= max) return say("pass", range);
  if (high < min || low > max) return say("fail", range);
  const times = timesToDecide(estimate, { min, max });
  if (times === null)
    return say("undecided", `${range}; the value lies on the bound, where no number of turns decides`);
  const { counts = "turns", n, clusters } = estimate;
  if (counts !== "turns") return say("undecided", `${range}; ${moreConversations(clusters * (times - 1))}`);
  const more = Math.ceil(n * (times - 1));
  return say("undecided", `${range}; about ${more} more scored turns would decide`, more);
}

function moreConversations(more: number): string {
  const count = Math.ceil(more);
  return `about ${count} more ${count === 1 ? "conversation like this" : "conversations like these"} would decide`;
}

/** A bound that the value breaks decides alone; otherwise both must be cleared, and the farther one takes longest. */
function timesToDecide(estimate: Estimate, { min, max }: { min: number; max: number }): number | null {
  const value = estimate.value as number;
  if (value < min) return requiredTimes(estimate, min);
  if (value > max) return requiredTimes(estimate, max);
  const times = [min, max].filter(Number.isFinite).map((edge) => requiredTimes(estimate, edge));
  return times.includes(null) ? null : Math.max(...times.map(Number));
}

function reasons({ missing }: Estimate): string {
  const parts = Object.entries(missing).filter(([, count]) => count > 0);
  return parts.length === 0 ? "" : ` (${parts.map(([why, count]) => `${count} ${why}`).join(", ")})`;
}

function describeBound({ min, max }: GateBound): string {
  const parts = [min !== undefined && `at least ${round(min)}`, max !== undefined && `at most ${round(max)}`];
  return parts.filter((part) => part !== false).join(" and ");
}

/** Up to four significant digits, without trailing zeros. */
function round(value: number): string {
  return String(Number(value.toPrecision(4)));
}

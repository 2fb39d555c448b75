import type { CheckResult, GateVerdict } from "../core/index.ts";
import { findings } from "./findings.ts";
import { count } from "./format-estimate.ts";

/** The gate as a whole: one bound that fails fails it, one that is open leaves it undecided. Null without a gate. */
export function gateOutcome(gate: readonly GateVerdict[] | undefined): GateVerdict["verdict"] | null {
  if (gate === undefined || gate.length === 0) return null;
  if (gate.some(({ verdict }) => verdict === "fail")) return "fail";
  return gate.some(({ verdict }) => verdict === "undecided") ? "undecided" : "pass";
}

/** How many turns the checked speaker has, in how many sessions. */
export function coverage(result: CheckResult): { turns: number; sessions: number } {
  const turns = result.transcripts.reduce(
    (total, { messages }) => total + messages.filter(({ speaker }) => speaker === result.speaker).length,
    0,
  );
  return { turns, sessions: result.transcripts.length };
}

/** What was found, in plain words, for a reader who reads nothing else. */
export function verdictSentence(result: CheckResult): string {
  return [gateSentence(result.gate), ...contentSentences(result)].filter((part) => part !== "").join(" ");
}

function gateSentence(gate: readonly GateVerdict[] | undefined): string {
  const outcome = gateOutcome(gate);
  if (gate === undefined || outcome === null) return "";
  const missed = gate.filter(({ verdict }) => verdict === outcome).length;
  if (outcome === "pass") return `The gate passes: ${count(gate.length, "bound")} met.`;
  const bounds = `${missed} of ${count(gate.length, "bound")}`;
  return outcome === "fail" ? `The gate fails: ${bounds} not met.` : `The gate is undecided: ${bounds} still open.`;
}

function contentSentences(result: CheckResult): string[] {
  const measures = Object.values(result.measures);
  const empty = measures.filter(({ value }) => value === null).length;
  if (empty === measures.length) return ["Nothing could be scored."];

  const found = findings(result);
  const lines = (verdict: string): number =>
    new Set(found.filter((one) => one.verdict === verdict).map(({ session, turn }) => JSON.stringify([session, turn])))
      .size;
  const { turns, sessions } = coverage(result);
  const of = `of ${count(turns, "line")} in ${count(sessions, "session")}`;
  const against = lines("contradicts");
  const said =
    against === 0
      ? `None ${of} was found to contradict the persona or an earlier line.`
      : `${against} ${of} ${against === 1 ? "was" : "were"} found to contradict the persona or an earlier line.`;
  const support = lines("entails");
  return [
    said,
    ...(support > 0 ? [`${count(support, "line")} ${support === 1 ? "supports" : "support"} it.`] : []),
    ...(empty > 0 ? [`${count(empty, "measure")} could not be scored.`] : []),
  ];
}

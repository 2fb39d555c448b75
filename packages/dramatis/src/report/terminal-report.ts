/**
 * Several measures side by side, each with its interval and what is missing, and never one merged score.
 *
 * After Embracing Contradiction [232]: measures that disagree say different things about a conversation.
 *
 * @paper 232
 */
import { styleText } from "node:util";
import { type CheckReport, type CheckResult, type GateVerdict, oneLine, type Witness } from "../core/index.ts";
import { type Finding, failureGroups, findings, flagged, missingReason, verdictPhrase } from "./findings.ts";
import {
  count,
  formatBound,
  formatDirection,
  formatEstimate,
  formatInterval,
  formatMissing,
  formatNumber,
  missingTotal,
  NONE,
} from "./format-estimate.ts";
import { lineUp } from "./line-up.ts";
import { mainMeasures } from "./main-measures.ts";
import { type Column, type Row, table } from "./terminal/table.ts";
import { hang } from "./terminal/wrap.ts";
import { verdictSentence } from "./verdict-sentence.ts";
import { interviewSentence, whoTookPart } from "./who-took-part.ts";

export interface TerminalOptions {
  /** Whether escape sequences for colour may be written; the caller knows the terminal and NO_COLOR. */
  color?: boolean;
  /** Columns of the terminal, at least 60. */
  width?: number;
}

/** Flagged lines, and measures described, for each persona; the rest is in the HTML report. */
const SHOWN = 5;

type Style = "bold" | "dim" | "red" | "green" | "yellow";
interface Screen {
  width: number;
  paint(style: Style, text: string): string;
}

/**
 * The report as plain text: for each persona what was found in a sentence, its measures, the lines that show it, the
 * judge's own figures and the gate. Colour repeats what the words say.
 */
export function terminalReport(report: CheckReport, { color = false, width = 80 }: TerminalOptions = {}): string {
  const screen: Screen = {
    width: Math.max(60, width),
    paint: (style, text) => (color ? styleText(style, text, { validateStream: false }) : text),
  };
  const overview = report.results.length > 1 ? [overviewLines(report, screen)] : [];
  const personas = report.results.map((result) => personaLines(result, screen));
  const empty = report.results.length === 0 ? [["No persona was checked."]] : [];
  return `${[...overview, ...personas, ...empty, [footer(report, screen)]].map((part) => part.join("\n")).join("\n\n")}\n`;
}

function overviewLines(report: CheckReport, { width, paint }: Screen): string[] {
  const measures = mainMeasures(report, Math.max(1, Math.floor((width - 24) / 27)));
  const columns: Column[] = ["persona", ...measures].map((head) => ({ head, align: "left" }));
  const rows = report.results.map(
    (result): Row => [
      oneLine(result.persona, 40),
      ...measures.map((measure) => {
        const estimate = result.measures[measure];
        return estimate === undefined || estimate.value === null ? NONE : formatEstimate(estimate);
      }),
    ],
  );
  const [head = "", ...body] = table(columns, rows, width);
  return [
    paint("bold", `${count(report.results.length, "persona")} · value [95 % interval] n`),
    paint("dim", head),
    ...body,
  ];
}

function personaLines(result: CheckResult, screen: Screen): string[] {
  const { width, paint } = screen;
  const title = `${oneLine(result.persona, 60)} · version ${oneLine(result.version, 40)} · speaker ${oneLine(result.speaker, 60)}`;
  const [first = "", ...more] = hang("", title, width);
  const [head = "", ...rows] = measureTable(result, width);
  const { judges, players } = whoTookPart(result);
  return [
    paint("bold", [first, ...more].join("\n")),
    ...(result.interview ? hang("", interviewSentence(result), width) : []),
    ...hang("", verdictSentence(result), width),
    "",
    paint("dim", head),
    ...rows,
    ...section("What each sees", sightLines(result, width), screen),
    ...section("Not scored", partialFailures(result, width), screen),
    ...section("Evidence", evidenceLines(findings(result), screen), screen),
    ...section("Interview", witnessLines(players, width), screen),
    ...section("Judged by", judgeLines(judges, width), screen),
    ...section(
      "Gate",
      (result.gate ?? []).flatMap((verdict) => gateLines(verdict, screen)),
      screen,
    ),
  ];
}

function section(title: string, lines: readonly string[], { paint }: Screen): string[] {
  return lines.length === 0 ? [] : ["", paint("bold", title), ...lines];
}

function measureTable(result: CheckResult, width: number): string[] {
  const columns: Column[] = [
    { head: "measure", align: "left" },
    { head: "value", align: "right" },
    { head: "95 % interval", align: "left" },
    { head: "n (clusters)", align: "right" },
    { head: "missing", align: "right" },
    { head: "", align: "left" },
  ];
  const rows = Object.entries(result.measures).map(([measure, estimate]): Row => {
    const name = oneLine(estimate.unit === "ratio" ? measure : `${measure} (${estimate.unit})`, 60);
    if (estimate.value === null)
      return { name, remark: `${NONE} ${oneLine(missingReason(result, measure, estimate))}` };
    return [
      name,
      formatNumber(estimate.value),
      formatInterval(estimate),
      `${estimate.n} (${estimate.clusters})`,
      String(missingTotal(estimate)),
      formatDirection(estimate.direction),
    ];
  });
  return table(columns, rows, width);
}

function sightLines(result: CheckResult, width: number): string[] {
  const all = lineUp(result);
  const lines = all
    .slice(0, SHOWN)
    .flatMap(({ measure, sees, blind }) => hang("  ", `${measure} sees ${sees}; blind to ${blind}`, width));
  return all.length > SHOWN ? [...lines, `  … and ${all.length - SHOWN} more in the HTML report`] : lines;
}

/** Why some units of a measure that does have a value are missing. */
function partialFailures(result: CheckResult, width: number): string[] {
  const causes = failureGroups(result);
  return Object.entries(result.measures).flatMap(([measure, estimate]) => {
    if (estimate.value === null || missingTotal(estimate) === 0) return [];
    const why = causes.filter((group) => group.measure === measure).map(({ message }) => `; ${oneLine(message)}`);
    return hang("  ", `${oneLine(measure)}: ${formatMissing(estimate)}${why.join("")}`, width);
  });
}

const MARK: Record<Finding["verdict"], { mark: string; style: Style }> = {
  contradicts: { mark: "✗", style: "red" },
  repeats: { mark: "↻", style: "yellow" },
  other: { mark: "•", style: "yellow" },
  entails: { mark: "✓", style: "green" },
};

function evidenceLines(all: readonly Finding[], { width, paint }: Screen): string[] {
  const against = flagged(all);
  const shown = against.slice(0, SHOWN);
  const lines = shown.flatMap((finding) => {
    const { mark, style } = MARK[finding.verdict];
    const where = `session ${oneLine(finding.session, 40)}, turn ${finding.turn}, strength ${formatNumber(finding.strength)}`;
    const [first = "", ...more] = hang(`  ${mark} `, `“${oneLine(finding.quote, 240)}”`, width);
    return [
      first.replace(mark, paint(style, mark)),
      ...more,
      ...(finding.question === undefined ? [] : hang("    ", `asked: “${oneLine(finding.question, 240)}”`, width)),
      ...(finding.against === undefined
        ? hang("    ", verdictPhrase(finding), width)
        : hang("    ", `${verdictPhrase(finding)}: “${oneLine(finding.against.text, 240)}”`, width)),
      ...hang("    ", `${where} (${oneLine(finding.measures.join(", "))})`, width).map((line) => paint("dim", line)),
    ];
  });
  const hidden = against.length - shown.length;
  return hidden > 0 ? [...lines, `  … and ${hidden} more in the HTML report`] : lines;
}

function judgeLines(judges: readonly Witness[], width: number): string[] {
  if (judges.length === 0) return [];
  return [...witnessLines(judges, width), "  A judge errs; read its verdicts with these figures."];
}

function witnessLines(witnesses: readonly Witness[], width: number): string[] {
  return witnesses.flatMap(({ role, id, card }) =>
    hang("  ", `${role} ${oneLine(id)}: ${card === undefined ? "no figures given for it" : oneLine(card)}`, width),
  );
}

function gateLines(verdict: GateVerdict, { width, paint }: Screen): string[] {
  const word = { pass: "pass     ", fail: "FAIL     ", undecided: "undecided" }[verdict.verdict];
  const style: Style = verdict.verdict === "pass" ? "green" : verdict.verdict === "fail" ? "red" : "yellow";
  const text = `${oneLine(verdict.measure)} ${formatBound(verdict.bound)}: ${oneLine(verdict.message)}`;
  const [first = "", ...more] = hang("", text, width - 13);
  return [`  ${paint(style, word)}  ${first}`, ...more.map((line) => `${" ".repeat(13)}${line}`)];
}

function footer({ run, seconds, usage, results }: CheckReport, { width, paint }: Screen): string {
  const tokens = usage.inputTokens + usage.outputTokens;
  const spent = tokens === 0 ? [] : [`${usage.inputTokens} tokens in, ${usage.outputTokens} out`];
  const cost = usage.cost === undefined ? [] : [`$${usage.cost.toFixed(4)}`];
  const parts = [
    `run ${oneLine(run, 80)}`,
    count(results.length, "persona"),
    `${seconds.toFixed(1)} s`,
    ...spent,
    ...cost,
  ];
  return paint("dim", hang("", parts.join(" · "), width).join("\n"));
}

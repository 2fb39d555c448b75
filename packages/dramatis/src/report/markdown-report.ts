import { type CheckReport, type CheckResult, oneLine, type Witness } from "../core/index.ts";
import { type Finding, findings, flagged, missingReason, verdictPhrase } from "./findings.ts";
import {
  count,
  formatBound,
  formatDirection,
  formatEstimate,
  formatInterval,
  formatMissing,
  formatNumber,
  NONE,
} from "./format-estimate.ts";
import { lineUp } from "./line-up.ts";
import { mainMeasures } from "./main-measures.ts";
import { gateOutcome, verdictSentence } from "./verdict-sentence.ts";
import { interviewSentence, whoTookPart } from "./who-took-part.ts";

/** Flagged lines shown for each persona. */
const SHOWN = 5;

/**
 * The report for a comment on a pull request. What was said in a transcript cannot mention people, link, load images,
 * close a table cell or write HTML.
 */
export function markdownReport(report: CheckReport): string {
  const parts = [
    ...(report.results.length > 1 ? [overview(report)] : []),
    ...report.results.map(persona),
    ...(report.results.length === 0 ? ["No persona was checked."] : []),
    `<sub>dramatis check · run ${escapeMarkdown(report.run)} · ${count(report.results.length, "persona")} · ${report.seconds.toFixed(1)} s</sub>`,
  ];
  return `${parts.join("\n\n")}\n`;
}

function overview(report: CheckReport): string {
  const measures = mainMeasures(report, 4);
  const rows = report.results.map((result) => [
    escapeMarkdown(result.persona),
    gateOutcome(result.gate) ?? NONE,
    ...measures.map((measure) => {
      const estimate = result.measures[measure];
      return estimate === undefined || estimate.value === null ? NONE : formatEstimate(estimate);
    }),
  ]);
  return table(["persona", "gate", ...measures.map(escapeMarkdown)], rows);
}

function persona(result: CheckResult): string {
  const mark = { pass: "✅", fail: "❌", undecided: "❔" };
  const outcome = gateOutcome(result.gate);
  const all = findings(result);
  const gate = (result.gate ?? []).map(
    ({ measure, bound, verdict, message }) =>
      `- ${mark[verdict]} **${verdict}** ${escapeMarkdown(measure)} ${formatBound(bound)}: ${escapeMarkdown(message)}`,
  );
  const { judges, players } = whoTookPart(result);
  return [
    `### ${outcome === null ? "" : `${mark[outcome]} `}${escapeMarkdown(result.persona)}`,
    `${escapeMarkdown(verdictSentence(result))} <sub>version ${escapeMarkdown(result.version)}, speaker ${escapeMarkdown(result.speaker)}</sub>`,
    ...(result.interview ? [escapeMarkdown(interviewSentence(result))] : []),
    ...(gate.length > 0 ? [gate.join("\n")] : []),
    measuresTable(result),
    ...sights(result),
    ...evidence(flagged(all)),
    ...(players.length > 0 ? [`Played by ${names(players)}`] : []),
    ...(judges.length > 0 ? [`Judged by ${names(judges)}. A judge errs; read its verdicts with these figures.`] : []),
  ].join("\n\n");
}

function names(witnesses: readonly Witness[]): string {
  return witnesses
    .map(({ role, id, card }) => `${role} ${escapeMarkdown(id)} (${escapeMarkdown(card ?? "no figures given for it")})`)
    .join("; ");
}

function measuresTable(result: CheckResult): string {
  const rows = Object.entries(result.measures).map(([measure, estimate]) => {
    const name = escapeMarkdown(estimate.unit === "ratio" ? measure : `${measure} (${estimate.unit})`);
    const missing = formatMissing(estimate) || "0";
    const way = formatDirection(estimate.direction);
    if (estimate.value === null) {
      return [
        name,
        NONE,
        NONE,
        `${estimate.n} (${estimate.clusters})`,
        codeCell(missingReason(result, measure, estimate)),
        way,
      ];
    }
    return [
      name,
      formatNumber(estimate.value),
      formatInterval(estimate),
      `${estimate.n} (${estimate.clusters})`,
      missing,
      way,
    ];
  });
  return table(["measure", "value", "95 % interval", "n (clusters)", "missing", ""], rows);
}

/** Folded, for a reader who wonders why two measures disagree. */
function sights(result: CheckResult): string[] {
  const lines = lineUp(result).map(({ measure, sees, blind }) => `- **${measure}** sees ${sees}; blind to ${blind}`);
  if (lines.length === 0) return [];
  return [`<details><summary>What each measure sees</summary>\n\n${lines.join("\n")}\n\n</details>`];
}

function evidence(against: readonly Finding[]): string[] {
  if (against.length === 0) return [];
  const lines = against.slice(0, SHOWN).map((finding) => {
    const met = finding.against === undefined ? "" : `: “${escapeMarkdown(finding.against.text)}”`;
    const where = `${escapeMarkdown(finding.session)}, turn ${finding.turn}, strength ${formatNumber(finding.strength)}`;
    const asked = finding.question === undefined ? "" : ` to “${escapeMarkdown(finding.question)}”`;
    return `- “${escapeMarkdown(finding.quote)}”${asked} **${escapeMarkdown(verdictPhrase(finding))}**${met} <sub>${where}</sub>`;
  });
  const hidden = against.length - lines.length;
  return [[...lines, ...(hidden > 0 ? [`- … and ${hidden} more in the HTML report`] : [])].join("\n")];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Code in a table cell, so that a command in it can be copied; nothing in it is markup. */
function codeCell(text: string): string {
  return `\`${oneLine(text).replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}

const BREAK = "\u200B";

/** One line in which nothing is markup: brackets, pipes and HTML are escaped, mentions, references and links broken. */
export function escapeMarkdown(text: string): string {
  return oneLine(text, 280)
    .replace(/[\\`*_[\]|~]/gu, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/@(?=\S)|#(?=\d)|:(?=\/\/)|\bwww(?=\.)|^(?:[-+]|\d+[.)]|#{1,6})(?=\s)/giu, `$&${BREAK}`);
}

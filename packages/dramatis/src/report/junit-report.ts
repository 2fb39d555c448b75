// JUnit XML as CI systems read it: a bound that is not met is a failure, trouble of the machinery an error.
import { type CheckReport, type CheckResult, cleanText, type Estimate, oneLine } from "../core/index.ts";
import { findings, missingReason, verdictPhrase } from "./findings.ts";
import { formatBound, formatEstimate, formatNumber } from "./format-estimate.ts";

interface Case {
  xml: string;
  status: "passed" | "failure" | "error" | "skipped";
}

interface Outcome {
  status: Case["status"];
  message: string;
}

/** Evidence lines given with a test case. */
const SHOWN = 10;

/**
 * One suite per persona version, one test case per measure and bound.
 * A bound that the interval does not meet, or that is undecided, is a `failure`. A measure in which nothing could be
 * scored is an `error` when it has a bound or its trials failed, and `skipped` otherwise.
 */
export function junitReport(report: CheckReport): string {
  const suites = report.results.map((result) => suite(report, result));
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: "dramatis check", ...totals(all), time: report.seconds.toFixed(3) })}>`,
    ...suites.map(({ xml }) => xml),
    "</testsuites>",
    "",
  ].join("\n");
}

function suite(report: CheckReport, result: CheckResult): { cases: Case[]; xml: string } {
  const gated = (result.gate ?? []).map(({ measure }) => measure);
  const cases = [...new Set([...Object.keys(result.measures), ...gated])].map((measure) => testCase(result, measure));
  const name = `${oneLine(result.persona)}@${oneLine(result.version)}`;
  // Personas are checked together, so the time of one is known only where it is alone.
  const time = report.results.length === 1 ? { time: report.seconds.toFixed(3) } : {};
  const head = attributes({ name, ...totals(cases), ...time, timestamp: report.startedAt });
  return { cases, xml: [`  <testsuite${head}>`, ...cases.map(({ xml }) => xml), "  </testsuite>"].join("\n") };
}

function totals(cases: readonly Case[]): Record<"tests" | "failures" | "errors" | "skipped", number> {
  const count = (status: Case["status"]): number => cases.filter((one) => one.status === status).length;
  return { tests: cases.length, failures: count("failure"), errors: count("error"), skipped: count("skipped") };
}

function testCase(result: CheckResult, measure: string): Case {
  const estimate = result.measures[measure];
  const { status, message } = outcome(result, measure, estimate);
  // Readers of JUnit cut class names at dots.
  const classname = `${oneLine(result.persona).replaceAll(".", "_")}.${oneLine(measure)}`;
  const kind = { failure: ' type="assertion"', error: ' type="error"', skipped: "", passed: "" }[status];
  const body = [
    ...(status === "passed" ? [] : [`      <${status}${attributes({ message })}${kind}/>`]),
    ...(estimate === undefined ? [] : properties(result, estimate)),
    ...evidenceText(result, measure),
  ];
  const head = `    <testcase${attributes({ classname, name: oneLine(measure) })}`;
  return { status, xml: body.length === 0 ? `${head}/>` : [`${head}>`, ...body, "    </testcase>"].join("\n") };
}

function outcome(result: CheckResult, measure: string, estimate: Estimate | undefined): Outcome {
  const verdicts = (result.gate ?? []).filter((verdict) => verdict.measure === measure);
  if (estimate === undefined) return { status: "error", message: "the gate bounds it and the run did not measure it" };
  if (estimate.value === null) {
    const message = oneLine(missingReason(result, measure, estimate));
    return { status: verdicts.length > 0 || estimate.missing.failed > 0 ? "error" : "skipped", message };
  }
  const missed = verdicts.filter(({ verdict }) => verdict !== "pass");
  if (missed.length === 0) return { status: "passed", message: "" };
  const message = missed.map(({ verdict, bound, message }) => `${verdict}: ${formatBound(bound)}: ${oneLine(message)}`);
  return { status: "failure", message: message.join("; ") };
}

function properties(result: CheckResult, estimate: Estimate): string[] {
  const { value, low, high, n, made } = estimate;
  const named: [string, string | number | null | undefined][] = [
    ["score", value],
    ["ci_low", low],
    ["ci_high", high],
    ["n", n],
    ["judge", made.judge],
    ["persona_version", result.version],
  ];
  const known = named.flatMap(([name, text]) => (text === null || text === undefined ? [] : [{ name, value: text }]));
  return [
    "      <properties>",
    ...known.map((property) => `        <property${attributes(property)}/>`),
    "      </properties>",
  ];
}

function evidenceText(result: CheckResult, measure: string): string[] {
  const estimate = result.measures[measure];
  const lines = findings(result)
    .filter(({ measures }) => measures.includes(measure))
    .slice(0, SHOWN)
    .map((finding) => {
      const met = finding.against === undefined ? "" : `: "${oneLine(finding.against.text, 240)}"`;
      const where = `${oneLine(finding.session, 80)}, turn ${finding.turn}, strength ${formatNumber(finding.strength)}`;
      return `${where}: "${oneLine(finding.quote, 240)}" ${verdictPhrase(finding)}${met}`;
    });
  if (estimate === undefined) return [];
  return [`      <system-out>${escapeXml([formatEstimate(estimate), ...lines].join("\n"))}</system-out>`];
}

function attributes(given: Record<string, string | number>): string {
  return Object.entries(given)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join("");
}

const ENTITY: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Characters that XML 1.0 forbids are gone, the others escaped for text and attributes alike. */
function escapeXml(text: string): string {
  return cleanText(text).replace(/[&<>"]/gu, (character) => ENTITY[character] ?? character);
}

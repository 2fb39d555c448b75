import { oneLine, type Usage } from "../core/index.ts";
import type { AgentTest } from "../presets/test-agent/test-agent.ts";
import type { AgentTestReport, Elicited, GoalSuccess } from "../presets/test-agent/test-agent-report.ts";
import { believabilityLines } from "../report/believability-table.ts";
import { formatEstimate, formatMissing } from "../report/format-estimate.ts";
import { type Row, table } from "../report/terminal/table.ts";
import { hang, wrap } from "../report/terminal/wrap.ts";

/** A test of an assistant as lines for people. */
export function testAgentLines({ made, report }: AgentTest, width: number): string[] {
  const { kinds, users, failures, ends } = report;
  return [
    ...wrap(
      `${oneLine(made.assistant, 80)}: ${plural(report.talks, "talk")} with ${plural(made.users, "user")} played by ${oneLine(made.user, 80)}`,
      width,
    ),
    "",
    ...report.success.flatMap((success) => successLines(success, made, width)),
    ...hang("turns          ", `${formatEstimate(report.turns)}${missing(report.turns)}`, width),
    ...(report.cycle
      ? hang(
          "profile        ",
          `${formatEstimate(report.cycle)}${missing(report.cycle)}, read back from the talks`,
          width,
        )
      : []),
    ...(report.elicited ? elicitedLines(report.elicited, width) : []),
    ...hang("over           ", oftenest(ends), width),
    ...hang("tokens         ", usageLine(report), width),
    "",
    ...(kinds.length > 1 ? [...kindTable(kinds, width), ""] : []),
    ...userTable(users, width),
    "",
    ...believabilityLines(report.believability),
    ...(failures.length > 0
      ? [
          "",
          ...wrap(`${plural(failures.length, "talk")} broke off: ${oneLine(failures[0]?.message ?? "", 200)}`, width),
        ]
      : []),
  ];
}

function successLines({ by, estimate, witnesses }: GoalSuccess, { judge }: AgentTest["made"], width: number): string[] {
  const WHO = { user: "the users", rule: "rules", state: "the clients' states", nothing: "nobody" } as const;
  const signals = Object.entries(witnesses ?? {}).map(([who, n]) => `${n} by ${WHO[who as keyof typeof WHO]}`);
  const who = by === "judge" ? `judged by ${oneLine(judge ?? "", 80)}` : `by signal: ${signals.join(", ") || "none"}`;
  return hang("goal reached   ", `${formatEstimate(estimate)}${missing(estimate)}; ${who}`, width);
}

function elicitedLines({ questions, share }: Elicited, width: number): string[] {
  return [
    ...hang("questions      ", `${formatEstimate(questions)}${missing(questions)} a talk`, width),
    ...hang("elicited       ", `${formatEstimate(share)}${missing(share)} of the hidden preferences, by weight`, width),
  ];
}

function missing(estimate: GoalSuccess["estimate"]): string {
  const text = formatMissing(estimate);
  return text === "" ? "" : ` (${text})`;
}

function oftenest(ends: Record<string, number>): string {
  const sorted = Object.entries(ends).sort(([, a], [, b]) => b - a);
  return sorted.map(([why, n]) => `${n} × ${why}`).join("; ") || "none";
}

function usageLine({ usage }: AgentTestReport): string {
  const { judge, ...talking } = usage;
  const all = judge.inputTokens > 0 ? { ...talking, judge } : talking;
  return Object.entries(all)
    .map(([role, used]: [string, Usage]) => {
      const cost = used.cost === undefined ? "" : `, $${used.cost.toFixed(4)}`;
      return `${role} ${grouped(used.inputTokens)} in, ${grouped(used.outputTokens)} out${cost}`;
    })
    .join("; ");
}

function kindTable(kinds: AgentTestReport["kinds"], width: number): string[] {
  const rows = kinds.map(({ kind, users, talks, success, turns }): Row => {
    const [first] = success;
    return [kind, String(users), String(talks), first ? formatEstimate(first.estimate) : "", formatEstimate(turns)];
  });
  const columns = ["users", "talks", "goal reached", "turns"].map((head) => ({ head, align: "right" }) as const);
  return table([{ head: "kind", align: "left" }, ...columns], rows, width);
}

const MOST_USERS = 20;

function userTable(users: AgentTestReport["users"], width: number): string[] {
  const rows = users.slice(0, MOST_USERS).map(({ name, kind, reached, decided, talks }): Row => {
    return [oneLine(name, 40), kind, decided === 0 ? "–" : `${reached} of ${decided}`, String(talks)];
  });
  const columns = [
    { head: "user", align: "left" },
    { head: "kind", align: "left" },
    { head: "goal reached", align: "right" },
    { head: "talks", align: "right" },
  ] as const;
  const more = users.length > MOST_USERS ? [`and ${users.length - MOST_USERS} more, see --json`] : [];
  return [...table(columns, rows, width), ...more];
}

function plural(n: number, noun: string): string {
  return `${grouped(n)} ${noun}${n === 1 ? "" : "s"}`;
}

function grouped(n: number): string {
  return n.toLocaleString("en-US");
}

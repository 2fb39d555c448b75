import { contentId, oneLine, random } from "../../core/index.ts";
import type { LabelledCase } from "../../measure/judges/labelled-set.ts";
import type { LabelLog } from "./label-log.ts";

export interface LabelCases {
  cases: readonly LabelledCase[];
  log: LabelLog;
  levels: readonly number[];
  /** What is to be decided, shown once. */
  policy?: string | undefined;
  /** Settles cases on which raters differ: their labels are shown, without names and in the order of size. */
  adjudicate?: boolean;
  /** The next line that is typed; undefined at the end. */
  line: () => Promise<string | undefined>;
  say: (text: string) => void;
}

export interface Labelled {
  /** Of all cases that are to be labelled. */
  done: number;
  of: number;
}

const KEYS = "a score, s to skip, b to go back, q to stop";

/**
 * Shows one case after the other and keeps what is typed, each at once, so that it can be stopped at any time and gone on
 * with. Blind: neither labels of others, nor systems, nor the set's own order are shown; the order is each rater's own.
 */
export async function labelCases(options: LabelCases): Promise<Labelled> {
  const { cases, log, levels, policy, adjudicate = false, line, say } = options;
  const wanted = adjudicate ? cases.filter(isDisputed) : cases;
  const order = random(Number.parseInt(contentId(log.path).slice(0, 8), 16)).shuffle(wanted);
  const skipped = new Set<string>();
  const given: string[] = [];
  const next = (): LabelledCase | undefined => order.find(({ id }) => !log.labels.has(id) && !skipped.has(id));
  const counts = (): Labelled => ({ done: wanted.filter(({ id }) => log.labels.has(id)).length, of: wanted.length });

  if (policy !== undefined) say(`${policy.trim()}\n`);
  for (let one = next(); one !== undefined; one = next()) {
    const { done, of } = counts();
    say(shown(one, { head: `case ${done + 1} of ${of}`, adjudicate }));
    say(`${levels.join(" ")} · ${KEYS}`);
    const typed = (await line())?.trim().toLowerCase();
    if (typed === undefined || typed === "q") break;
    const score = Number(typed);
    if (typed === "s") skipped.add(one.id);
    else if (typed === "b") goBack();
    else if (typed !== "" && levels.includes(score)) {
      log.put(one.id, score);
      given.push(one.id);
    } else say(`not ${JSON.stringify(oneLine(typed, 20))}: ${KEYS}`);
  }
  return counts();

  function goBack(): void {
    const last = given.pop();
    if (last === undefined) say("nothing to go back to");
    else log.put(last, null);
  }
}

/** Raters differ, and nothing was settled in the set itself. */
export function isDisputed({ labels }: Pick<LabelledCase, "labels">): boolean {
  return new Set(Object.values(labels)).size > 1;
}

function shown(
  { known, tested, labels }: LabelledCase,
  { head, adjudicate }: { head: string; adjudicate: boolean },
): string {
  const given = Object.values(labels).sort((a, b) => a - b);
  return [
    `── ${head} ──`,
    ...linesOf(known),
    "── to be judged ──",
    ...linesOf(tested),
    ...(adjudicate ? [`raters gave ${given.join(", ")}`] : []),
    "",
  ].join("\n");
}

/** Plain data as lines for a reader; what a text holds cannot move the cursor. */
function linesOf(value: unknown, indent = ""): string[] {
  if (value === null || typeof value !== "object") return [`${indent}${clean(value)}`];
  return Object.entries(value).flatMap(([key, member]) => {
    const name = Array.isArray(value) ? "-" : `${oneLine(key)}:`;
    if (member === null || typeof member !== "object") return [`${indent}${name} ${clean(member)}`];
    return [`${indent}${name}`, ...linesOf(member, `${indent}  `)];
  });
}

function clean(value: unknown): string {
  return typeof value === "string" ? oneLine(value, 4_000) : String(value);
}

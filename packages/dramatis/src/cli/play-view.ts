import { styleText } from "node:util";
import { oneLine } from "../core/index.ts";
import type { PlayOutcome, PlayStart } from "../presets/play/play.ts";
import type { Answer } from "../presets/play/played-steps.ts";
import { hang } from "../report/index.ts";
import type { SceneEvent } from "../simulate/world/scene-world.ts";

const COLOURS = ["cyan", "magenta", "yellow", "green", "blue", "red"] as const;

const HOW: Partial<Record<SceneEvent["kind"], string>> = {
  thought: "thinks, private",
  action: "does",
  leave: "leaves",
  choice: "chooses",
  outcome: "outcome",
  scene: "scene",
  direction: "from outside",
};

export interface PlayView {
  /** Agents in order, for their colours. */
  names: readonly string[];
  color: boolean;
  /** Columns of a terminal; undefined where every event is one line. */
  width: number | undefined;
}

/** An event as a reader of the terminal sees it: who, how, to whom, what. A long head has lines of its own. */
export function eventLines(event: SceneEvent | Answer, { names, color, width }: PlayView): string[] {
  const head = `${oneLine(event.actor, 60)}${noteOf(event)}: `;
  const text = oneLine(event.text, Number.POSITIVE_INFINITY);
  const said = (line: string): string => (color && isPrivate(event) ? styled("dim", line) : line);
  const who = (line: string): string => (color ? styled(colourOf(event, names), line) : line);
  if (width === undefined) return [`${who(head)}${said(text)}`];
  if (head.length > width / 3)
    return [...hang("", head.trimEnd(), width).map(who), ...hang("  ", text, width).map(said)];
  const [first = "", ...more] = hang(head, text, width);
  return [`${who(head)}${said(first.slice(head.length))}`, ...more.map(said)];
}

function isPrivate({ kind }: SceneEvent | Answer): boolean {
  return kind === "thought" || kind === "answer";
}

/** Of an agent by its place among them; whoever is none is bold. */
function colourOf({ actor }: SceneEvent | Answer, names: readonly string[]): (typeof COLOURS)[number] | "bold" {
  const at = names.indexOf(actor);
  return COLOURS[at < 0 ? at : at % COLOURS.length] ?? "bold";
}

function noteOf(event: SceneEvent | Answer): string {
  if ("question" in event) return ` (asked in private, ${oneLine(event.question, 200)})`;
  const how = HOW[event.kind];
  const to = event.kind === "thought" || event.to === "all" ? undefined : `to ${event.to.join(", ") || "nobody"} alone`;
  const notes = [how, to].filter((note) => note !== undefined);
  return notes.length > 0 ? ` (${notes.join(", ")})` : "";
}

/** Whether it takes colour was decided before. */
function styled(format: Parameters<typeof styleText>[0], text: string): string {
  return styleText(format, text, { validateStream: false });
}

/** What a scene will take, said before the first call. */
export function startLines({ scene, models, estimate, already }: PlayStart): string[] {
  const { calls, usage } = estimate;
  const players = [...new Set(Object.values(models))].map((id) => oneLine(id, 60)).join(", ");
  const cost = usage.cost === undefined ? "" : `, $${usage.cost.toFixed(4)}`;
  const done = already > 0 ? `; ${already} are there` : "";
  return [
    `${oneLine(scene.name, 80)}: ${scene.engine.name}, ${count(scene.agents.length, "agent")}, played by ${players}`,
    `At most ${count(estimate.steps, "step")}${done}; to the last one about ${count(calls, "call")}, ${grouped(usage.inputTokens)} tokens in and ${grouped(usage.outputTokens)} out${cost}`,
  ];
}

/** Published for OASIS: 100 agents, one step, all active, qwen-turbo (camel-ai/oasis, issue 215): 335,600 in, 16,750 out. */
const OASIS = "OASIS is reported with 3,356 in and 168 out, for agents that read a social feed and pick an action";

/** Why it is over, and what it took. */
export function endLines({ world, why, agentSteps, usage, folder }: PlayOutcome): string[] {
  const cost = usage.cost === undefined ? "" : `, $${usage.cost.toFixed(4)}`;
  const each = (tokens: number): string => grouped(Math.round(tokens / Math.max(1, agentSteps)));
  return [
    `Over after ${count(world.step, "step")}: ${oneLine(why, 200)}`,
    `${grouped(usage.inputTokens)} tokens in, ${grouped(usage.outputTokens)} out${cost}`,
    ...(agentSteps === 0
      ? []
      : [
          `${each(usage.inputTokens)} in and ${each(usage.outputTokens)} out for each of ${count(agentSteps, "agent-step")}; ${OASIS}: other work, so a scale and no ranking`,
        ]),
    `Run: ${folder}`,
  ];
}

function count(n: number, noun: string): string {
  return `${grouped(n)} ${noun}${n === 1 ? "" : "s"}`;
}

function grouped(n: number): string {
  return n.toLocaleString("en-US");
}

/**
 * When a task is at hand has the persona do it first, as an ordinary person of its trade, and checks that it was done.
 *
 * Deflanderization [177]: answer like somebody who simply has that job, do what was asked first, no catch-phrases and no
 * lore unless asked, at most three sentences; with examples (the paper's F) and without the world setting (its −RW). A task
 * is at hand where the last message asks for something that `tasks` knows; a draft in which the answer is missing is drawn
 * once more, then taken as it is, which the evidence tells. With `tools` one call, asked once more where its answer cannot
 * be read, decides on a tool or none before the reply; a tool that nothing matches is none, and the persona asks back. We
 * depart: the paper gives the instruction at every turn, ours are the words of the prompt and the patterns, which read
 * English. Where no task is at hand nothing is contributed and every draft is taken.
 *
 * @paper 177
 */
import { z } from "zod";
import { type AgentView, type Contribution, type Model, oneLine, type Persona } from "../../core/index.ts";
import { askJson, neededModel } from "../../model/index.ts";
import { renderPersona } from "../../persona/index.ts";
import { sameName } from "../../transcript/index.ts";
import { lastTurns } from "../grounding/turn-query.ts";
import type { Strategy } from "../strategy.ts";

/** Something that may be asked for, and how a reply shows that it was given. */
export interface Task {
  name: string;
  asked: RegExp;
  answered: RegExp;
}

/** Something that can be done or looked up. */
export interface TaskTool {
  /** What it does and what arguments it takes, in one sentence. */
  about: string;
  run(args: Record<string, unknown>, signal?: AbortSignal): Promise<string>;
}

export interface DeflanderOptions {
  tasks?: readonly Task[];
  examples?: readonly { asked: string; reply: string }[];
  /** Leave out the persona's life, which is its world setting, while a task is at hand. */
  withoutWorld?: boolean;
  tools?: Readonly<Record<string, TaskTool>>;
  /** A chat model that follows instructions; needed for `tools`. */
  model?: Model;
}

const NUMBER =
  /\p{Nd}|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\p{L}+teen|\p{L}+ty|dozen|hundred|thousand|free|none|half|quarter)\b/iu;

/** Tasks whose answer is a number, in words or figures. */
export const TASKS: readonly Task[] = [
  { name: "price", asked: /\b(?:prices?|costs?|how much|charge)\b/iu, answered: NUMBER },
  { name: "quantity", asked: /\bhow many\b/iu, answered: NUMBER },
  { name: "age", asked: /\bhow old\b/iu, answered: NUMBER },
  { name: "distance", asked: /\bhow (?:far|long|high|deep|wide)\b/iu, answered: NUMBER },
];

const INSTRUCTION = `You are asked to do something that is your job. Answer as an ordinary person with that job would: do what is asked
first, with the fact, name or number that is asked for. No catch-phrases and no tales of the world unless you are asked for
them. At most three sentences.`;

const DECIDE = `A customer speaks with somebody who can use the tools you are given. Decide whether one of them must be used for what
the customer asks now. Reply {"tool": {"name": "…", "args": {}}} or {"tool": null}.`;
const decision = z.object({ tool: z.object({ name: z.string(), args: z.record(z.string(), z.unknown()) }).nullable() });

export function deflander({
  tasks = TASKS,
  examples = [],
  withoutWorld = false,
  tools,
  model,
}: DeflanderOptions = {}): Strategy {
  const name = "deflander";

  async function toolResult(view: AgentView, signal?: AbortSignal): Promise<Contribution[]> {
    if (tools === undefined) return [];
    const about = Object.fromEntries(Object.entries(tools).map(([tool, { about }]) => [tool, about]));
    const material = { tools: about, conversation: lastTurns(view.history) };
    const answer = await askJson(neededModel(name, model), { task: DECIDE, material, shape: decision }, signal);
    const chosen = answer?.tool ?? null;
    const tool = chosen !== null && Object.hasOwn(tools, chosen.name) ? tools[chosen.name] : undefined;
    if (chosen === null || tool === undefined) {
      return [{ block: "TOOL", text: "You have looked nothing up. Ask what you need to know.", fields: [] }];
    }
    const result = oneLine(await tool.run(chosen.args, signal), 1000);
    return [{ block: "TOOL", text: `You have looked it up (${chosen.name}): ${result}`, fields: [] }];
  }

  return {
    name,
    ...(withoutWorld && { replaces: ["LIFE"] }),
    async contribute(view, signal) {
      signal?.throwIfAborted();
      if (taskAtHand(view, tasks) === undefined) return withoutWorld ? lifeOf(view.persona) : [];
      const shown = examples.map(({ asked, reply }) => `Asked: ${asked}\nYou: ${reply}`);
      const text = [INSTRUCTION, ...shown].join("\n");
      return [...(await toolResult(view, signal)), { block: "JOB", text, fields: [] }];
    },
    read(text, view, isLast) {
      const task = taskAtHand(view, tasks);
      if (task === undefined) return { text: text.trim() };
      const isAnswered = text.search(task.answered) >= 0;
      if (!isAnswered && !isLast) return null;
      return { text: text.trim(), evidence: { task: { name: task.name, isAnswered } } };
    },
  };
}

function lifeOf(persona: Persona): Contribution[] {
  const life = renderPersona(persona).blocks.filter(({ id }) => id === "LIFE");
  return life.map(({ id, text, fields }) => ({ block: id, text, fields }));
}

/** The first task that the last message asks for, where it is somebody else's. */
export function taskAtHand({ persona, history }: AgentView, tasks: readonly Task[] = TASKS): Task | undefined {
  const last = history.at(-1);
  if (last === undefined || sameName(last.speaker, persona.name)) return undefined;
  return tasks.find(({ asked }) => last.text.search(asked) >= 0);
}

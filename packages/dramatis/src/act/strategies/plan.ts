/**
 * Thinks about the other one first, then plans which tools of conversation to use, and has the reply carry the plan out.
 *
 * Think–Plan–Execute [83]. The thinker reads out of the conversation how the user is and what they would like, as one
 * guideline; the planner gives one to three tools with an argument each; the executor is the reply itself, which has the
 * guideline, the plan and what the plan's sources found. Tools are concepts: strategies, which only say how to go on, and
 * sources, which are looked up. An unknown tool is dropped, an empty plan is ["chat"], a source that fails is left out and
 * the plan goes on. We depart: tools and words of the prompts are ours. Two calls a turn besides the reply, each asked once
 * more where its answer cannot be read; after that there is no guideline, or the plan is ["chat"]. With nothing said
 * there is nothing to plan.
 *
 * @paper 83
 * @needs actor
 */
import { z } from "zod";
import { type AgentView, type Component, DramatisError, type Model } from "../../core/index.ts";
import { askJson, neededModel } from "../../model/index.ts";
import { lastTurns } from "../grounding/turn-query.ts";
import type { Strategy } from "../strategy.ts";
import { CHAT_TOOLS } from "./chat-tools.ts";

/** A tool of conversation. */
export interface PlanTool {
  /** When and how to use it, in one sentence. */
  about: string;
  /** What it contributes stands in the prompt where the plan names the tool; the argument is its view's last message. */
  source?: Component;
}

export interface PlanOptions {
  /** A chat model that follows instructions. */
  model?: Model;
  /** By name; "chat" is always there. */
  tools?: Readonly<Record<string, PlanTool>>;
}

/** One step of a plan. */
export interface PlanStep {
  tool: string;
  argument: string;
}

const MOST_STEPS = 3;
const CHAT: PlanStep = { tool: "chat", argument: "" };

const THINK = `You prepare a reply in a conversation. From what was said, infer how the user is doing, what they want and what they
would like. Write one short paragraph that tells whoever replies what to keep in mind. Reply {"guideline": "…"}.`;
const thought = z.object({ guideline: z.string() });

const PLAN = `You plan a reply in a conversation. Choose one to three of the tools you are given, in the order in which to use them,
each with what to use it on. Follow the guideline. Reply {"plan": [{"tool": "name", "argument": "…"}]}.`;
const planned = z.object({ plan: z.array(z.object({ tool: z.string(), argument: z.string() })) });

export function plan({ model, tools = CHAT_TOOLS }: PlanOptions = {}): Strategy {
  const name = "plan";
  const known: Readonly<Record<string, PlanTool>> = { ...tools, chat: { about: "just talk" } };
  /** By the history that they were made for, for `read` of the same turn. */
  const traces = new WeakMap<object, { guideline: string; plan: PlanStep[]; failed: string[] }>();

  return {
    name,
    async contribute(view, signal) {
      signal?.throwIfAborted();
      const planner = neededModel(name, model);
      if (view.history.length === 0) return [];
      const { persona, history } = view;
      const material = { replies: persona.name, conversation: lastTurns(history) };
      const guideline =
        (await askJson(planner, { task: THINK, material, shape: thought }, signal))?.guideline.trim() ?? "";
      const about = Object.fromEntries(Object.entries(known).map(([tool, { about }]) => [tool, about]));
      const answer = await askJson(
        planner,
        { task: PLAN, material: { ...material, guideline, tools: about }, shape: planned },
        signal,
      );
      const steps = usablePlan(answer?.plan ?? [], Object.keys(known));
      const { found, failed } = await lookUp(steps, { known, view }, signal);
      traces.set(history, { guideline, plan: steps, failed });
      return [...found, { block: "PLAN", text: planText(guideline, { steps, known }), fields: [] }];
    },
    read(text, { history }) {
      const trace = traces.get(history);
      return { text: text.trim(), ...(trace && { evidence: { plan: trace } }) };
    },
  };
}

/** The steps whose tools are known, three at most; ["chat"] where there are none. */
export function usablePlan(steps: readonly PlanStep[], tools: readonly string[]): PlanStep[] {
  const usable = steps.filter(({ tool }) => tools.includes(tool)).slice(0, MOST_STEPS);
  return usable.length > 0 ? usable : [CHAT];
}

type Found = Awaited<ReturnType<Component["contribute"]>>;

async function lookUp(
  steps: readonly PlanStep[],
  { known, view }: { known: Readonly<Record<string, PlanTool>>; view: AgentView },
  signal?: AbortSignal,
): Promise<{ found: Found; failed: string[] }> {
  const found: Found = [];
  const failed: string[] = [];
  for (const { tool, argument } of steps) {
    try {
      found.push(...((await known[tool]?.source?.contribute(asking(view, argument), signal)) ?? []));
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof DramatisError)) throw error;
      failed.push(`${tool}: ${error.message}`);
    }
  }
  return { found, failed };
}

/** The view as a source is asked with it: what it is to be used on was said last. */
function asking({ persona, history }: AgentView, argument: string): AgentView {
  const last = history.at(-1);
  if (last === undefined || argument.trim() === "") return { persona, history };
  const { session, turn } = last;
  return { persona, history: [...history, { session, turn: turn + 1, speaker: "plan", text: argument.trim() }] };
}

function planText(
  guideline: string,
  { steps, known }: { steps: readonly PlanStep[]; known: Readonly<Record<string, PlanTool>> },
): string {
  const lines = steps.map(({ tool, argument }, i) => {
    const on = argument.trim() === "" ? "" : ` On: ${argument.trim()}`;
    return `${i + 1}. ${tool} (${known[tool]?.about ?? ""}).${on}`;
  });
  const mind = guideline === "" ? "" : `Keep in mind: ${guideline}\n`;
  return `${mind}In your reply, without naming these steps:\n${lines.join("\n")}`;
}

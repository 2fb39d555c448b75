import type { AgentView, ChatMessage, GenerateRequest, Generation, Guard, Model, Usage } from "../core/index.ts";
import { addUsage } from "../model/index.ts";
import type { AgentPrompt } from "./agent-prompt.ts";
import { type DrawnReply, readReply } from "./draw-reply.ts";
import { type EarlyGuard, type GuardEvidence, guardedReply } from "./guarded-reply.ts";
import type { Strategy } from "./strategy.ts";
import { generateWithTools, type Tool, type ToolEvidence } from "./tool-rounds.ts";

/** Who considers a reply, and with what. */
export interface ReplyScope {
  model: Model;
  guards: readonly (Guard & Partial<EarlyGuard>)[];
  strategy: Strategy | undefined;
  tools: readonly Tool[];
  candidates: number;
}

export interface ConsideredOptions {
  request: GenerateRequest;
  prompt: AgentPrompt;
  view: AgentView;
  /** The next seed. */
  draws: () => number;
  signal: AbortSignal | undefined;
}

export interface ConsideredReply {
  /** Blank where the model said nothing twice, or in any candidate. */
  reply: DrawnReply;
  /** Of every call. */
  usage: Usage;
  evidence: { guards?: GuardEvidence[]; tools?: ToolEvidence[] };
}

/**
 * A reply that is heard to its end before anything of it is said: tools are run for it, a strategy reads it, guards choose
 * it. Tools are run once, for the first draw; other draws answer what came of them.
 */
export async function consideredReply(scope: ReplyScope, options: ConsideredOptions): Promise<ConsideredReply> {
  const { model, guards, strategy, tools, candidates } = scope;
  const { prompt, view, draws, signal } = options;
  // A model that can score is asked for the scores that guards weigh; of others they come where the settings ask.
  const request = guards.length > 0 && model.score ? { topLogprobs: 0, ...options.request } : options.request;
  // One more than is asked for at first: for a guard that asks again, or a draft that does not do.
  const seeds = Array.from({ length: (guards.length > 0 ? candidates : 1) + 1 }, draws);
  const opened = tools.length > 0 && (await generateWithTools(scope, { ...request, seed: seeds[0] as number }, signal));
  const messages = opened ? opened.messages : request.messages;
  const evidence = opened && opened.calls.length > 0 ? { tools: opened.calls } : {};
  const generate = async (seed: number, more: readonly ChatMessage[] = []): Promise<Generation> => {
    if (opened && seed === seeds[0] && more.length === 0) return opened.generation;
    return model.generate({ ...request, messages: [...messages, ...more], seed }, signal);
  };

  if (guards.length > 0) {
    const draw = async (seed: number, wrong?: string): Promise<{ generation: Generation; seed: number } | null> => {
      if (wrong === undefined) return { generation: await generate(seed), seed };
      const content = `${wrong} Say something else, as yourself, that agrees with who you are.`;
      if (!prompt.hasRoomFor(content)) return null;
      return { generation: await generate(seed, [{ role: "system", content }]), seed };
    };
    const guarded = await guardedReply({ guards, strategy, view, draw, seeds, signal });
    return { ...guarded, evidence: { ...evidence, guards: guarded.guards } };
  }
  let usage: Usage | undefined;
  let silent: DrawnReply | undefined;
  for (const [i, seed] of seeds.entries()) {
    const generation = await generate(seed);
    usage = usage ? addUsage(usage, generation.usage) : generation.usage;
    const reply = readReply({ generation, seed }, { strategy, view, isLast: i === seeds.length - 1 });
    if (reply && reply.text !== "") return { reply, usage, evidence };
    silent = { text: "", generation, seed, evidence: {} };
  }
  return { reply: silent as DrawnReply, usage: usage as Usage, evidence };
}

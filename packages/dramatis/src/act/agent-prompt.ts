import {
  type AgentView,
  type ChatMessage,
  type Contribution,
  InputError,
  type Model,
  type Persona,
} from "../core/index.ts";
import { type RenderedBlock, renderPersona } from "../persona/index.ts";
import { sameName } from "../transcript/index.ts";
import { promptTokens } from "./prompt-tokens.ts";
import type { Strategy } from "./strategy.ts";

/** What stands in a prompt, and what had no room in it. */
export interface PromptEvidence {
  blocks: { id: string; fields: string[]; tokens: number; sources?: string[] }[];
  /** Paths of the persona that had no room, in the order in which they went. */
  dropped: string[];
  /** Oldest turns of the history that had no room, beside those that a summary stands for. */
  droppedTurns: number;
  /** Oldest turns that a contribution stands for. */
  summedUp?: number;
  /** Ids of the persona's statements that are in the prompt. */
  statements: string[];
}

export interface AgentPrompt {
  messages: ChatMessage[];
  /** Room that is kept for the reply, in tokens: what was asked for, at most half of the context. */
  maxTokens: number;
  evidence: PromptEvidence;
  /** Whether one more message of this text fits beside the reply. */
  hasRoomFor(text: string): boolean;
}

export interface AgentPromptOptions extends AgentView {
  contributions: readonly Contribution[];
  strategy?: Strategy | undefined;
  model: Pick<Model, "id" | "contextTokens">;
  /** Of the reply. */
  maxTokens: number;
  countTokens?: (text: string) => number;
}

/** Marks of a role around a message. */
const MESSAGE_TOKENS = 4;

/** Share of the context, less the reply, that the persona and the contributions may take; the history has the rest. */
const SYSTEM_SHARE = 0.6;

/**
 * The messages that have a model speak as a persona: its blocks with the contributions before RULES as the system
 * message, then the history, the persona's own turns as the assistant's, then the strategy's reminder. A model of unknown
 * context gets all of it.
 *
 * @throws InputError when the last message and what may not be dropped of the persona exceed the context.
 */
export function agentPrompt({
  persona,
  history,
  contributions,
  strategy,
  model: { id, contextTokens = Number.POSITIVE_INFINITY },
  maxTokens: asked,
  countTokens = promptTokens,
}: AgentPromptOptions): AgentPrompt {
  const maxTokens = Math.min(asked, Math.floor(contextTokens / 2));
  const space = contextTokens - maxTokens;
  const added = contributions.map(({ block, text, fields, sources }) => {
    return { id: block, text, fields, tokens: countTokens(text), ...(sources && { sources }) };
  });
  const standFor = Math.max(0, ...contributions.map((contribution) => contribution.standsFor ?? 0));
  const summedUp = Math.max(0, Math.min(standFor, history.length - 1));
  const reminder = strategy?.reminder?.({ persona, history }) ?? "";
  const reminderTokens = reminder === "" ? 0 : countTokens(reminder) + MESSAGE_TOKENS;
  const budget = SYSTEM_SHARE * space - added.reduce((sum, { tokens }) => sum + tokens, reminderTokens);
  const without = strategy?.replaces ?? [];
  const fitting = { countTokens, without, ...(budget < Number.POSITIVE_INFINITY && { budget }) };
  const full = renderPersona(persona, fitting);
  // Where not all fits, one adjective a trait says enough: what the persona is known by would go for the rest.
  const rendered = full.dropped.length === 0 ? full : renderPersona(persona, { ...fitting, markersPerTrait: 1 });
  // RULES, which is never dropped, is the last block: what stands last is kept best.
  const blocks: (RenderedBlock & { sources?: string[] })[] = rendered.blocks.toSpliced(-1, 0, ...added);
  const system = blocks.map(({ text }) => text).join("\n\n");

  const said = history.slice(summedUp).map((message): ChatMessage => {
    if (!sameName(message.speaker, persona.name)) return { role: "user", content: message.text };
    return { role: "assistant", content: strategy?.recalled?.(message) ?? message.text };
  });
  const sizes = said.map(({ content }) => countTokens(content) + MESSAGE_TOKENS);
  const systemTokens = countTokens(system) + MESSAGE_TOKENS + reminderTokens;
  const least = systemTokens + (sizes.at(-1) ?? 0);
  if (least > space) throw tooLong(id, { systemTokens, lastTokens: sizes.at(-1) ?? 0, space });
  const droppedTurns = turnsToDrop(sizes, space - systemTokens);
  const used = systemTokens + sizes.slice(droppedTurns).reduce((sum, size) => sum + size, 0);
  const shown = blocks.map(({ text: _text, ...block }) => block);
  return {
    messages: [
      { role: "system", content: system },
      ...said.slice(droppedTurns),
      ...(reminder === "" ? [] : [{ role: "system" as const, content: reminder }]),
    ],
    maxTokens,
    hasRoomFor: (text) => used + countTokens(text) + MESSAGE_TOKENS <= space,
    evidence: {
      blocks: reminder === "" ? shown : [...shown, { id: "REMINDER", fields: [], tokens: reminderTokens }],
      dropped: rendered.dropped,
      droppedTurns,
      ...(summedUp > 0 && { summedUp }),
      statements: statementsIn(persona, blocks),
    },
  };
}

/** How many of the oldest turns must go so that the rest fits. */
function turnsToDrop(sizes: readonly number[], room: number): number {
  let left = room;
  let kept = 0;
  for (const size of sizes.toReversed()) {
    left -= size;
    if (left < 0) break;
    kept++;
  }
  return sizes.length - kept;
}

function statementsIn({ statements = [] }: Persona, blocks: readonly { fields: readonly string[] }[]): string[] {
  const fields = new Set(blocks.flatMap((block) => block.fields));
  return statements.map(({ id }) => id).filter((id) => fields.has(`statements.${id}`));
}

function tooLong(id: string, sizes: { systemTokens: number; lastTokens: number; space: number }): InputError {
  const { systemTokens, lastTokens, space } = sizes;
  return new InputError({
    where: id,
    found: `a prompt of about ${systemTokens + lastTokens} tokens (${systemTokens} of them the persona's, ${lastTokens} the last message's)`,
    expected: `at most ${Math.floor(space)}, which its context leaves beside the reply`,
    fix: lastTokens > systemTokens ? "say less at once" : "shorten the persona's summary, identity and rules",
  });
}

/**
 * Tells the persona how things are right now: what it senses and feels, where it is, and whom it is talking with.
 *
 * Information-rich prompting [116]: vision, hearing, smell, taste, touch, emotion and relation to the other one, each that
 * is known, in the block NOW; `parts` leaves some out, as the paper's ablation does. The state is given, or a function gives
 * it at each turn; with a `model` the given one is where it starts, and before each reply one call, asked once more where
 * its answer cannot be read, says what the messages since the last reply have changed. An answer that cannot be read twice
 * changes nothing. We depart: the paper writes the state by hand; its memories and attributes are other components' here.
 * A state without anything contributes nothing.
 *
 * @paper 116
 */
import { z } from "zod";
import type { AgentView, Model } from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { type PersonaState, renderPersona } from "../../persona/index.ts";
import { sameName } from "../../transcript/index.ts";
import { savedState } from "../memory/saved-state.ts";
import type { Strategy } from "../strategy.ts";

export type StateSource = (view: AgentView, signal?: AbortSignal) => PersonaState | Promise<PersonaState>;

export interface StateOptions {
  state?: PersonaState | StateSource;
  /** A chat model that follows instructions, to move a state that is no function. */
  model?: Model;
  parts?: readonly (keyof PersonaState)[];
}

const PARTS = ["senses", "emotion", "interlocutor", "position"] as const;
const SENSES = ["vision", "hearing", "smell", "taste", "touch"] as const;

const TASK = `You keep track of how a character is right now, in a conversation. You are given its present state and what was
said since. Reply with what has changed, and only that:
- "vision", "hearing", "smell", "taste", "touch": what the character now sees, hears, smells, tastes or feels on its skin,
  as one whole sentence each;
- "emotion": what the character feels, in one or two words;
- "relation": what the other one is to the character, such as "a colleague";
- "position": where the character is, such as "in the kitchen".
"" says that there is no such thing any more. {} says that nothing has changed. Do not make anything up.`;

const change = z.string().max(300).exactOptional();
const patch: z.ZodType<StatePatch> = z.strictObject({
  vision: change,
  hearing: change,
  smell: change,
  taste: change,
  touch: change,
  emotion: change,
  relation: change,
  position: change,
});

/** What has changed; "" takes a part away. */
export type StatePatch = Partial<Record<(typeof SENSES)[number] | "emotion" | "relation" | "position", string>>;

const message = z.object({ speaker: z.string(), text: z.string() });
const saved = z.object({
  state: z.strictObject({
    emotion: z.strictObject({ label: z.string() }).exactOptional(),
    senses: z.partialRecord(z.enum(SENSES), z.string()).exactOptional(),
    interlocutor: z.strictObject({ name: z.string(), relation: z.string().exactOptional() }).exactOptional(),
    position: z.string().exactOptional(),
  }),
  heard: z.array(message),
});

export function state({ state: given = {}, model, parts = PARTS }: StateOptions = {}): Strategy {
  const source = typeof given === "function" ? given : undefined;
  let current: PersonaState = typeof given === "function" ? {} : structuredClone(given);
  let heard: { speaker: string; text: string }[] = [];

  async function takeIn(view: AgentView, mover: Model, signal?: AbortSignal): Promise<void> {
    const said = heard.slice();
    const material = { character: view.persona.name, state: current, said };
    const changed = await askJson(mover, { task: TASK, material, shape: patch }, signal);
    const other = said.findLast(({ speaker }) => !sameName(speaker, view.persona.name))?.speaker;
    current = movedState(current, changed ?? {}, other);
    heard = heard.slice(said.length);
  }

  const strategy: Strategy = {
    name: "state",
    replaces: ["NOW"],
    async contribute(view, signal) {
      signal?.throwIfAborted();
      if (model && heard.length > 0) await takeIn(view, model, signal);
      const present = source ? await source(view, signal) : current;
      const { name } = view.persona;
      const { blocks } = renderPersona({ schema: "dramatis.persona/1", name }, { state: partOf(present, parts) });
      const block = blocks.find(({ id }) => id === "NOW");
      return block ? [{ block: block.id, text: block.text, fields: block.fields }] : [];
    },
  };
  if (source || !model) return strategy;
  return {
    ...strategy,
    async observe({ speaker, text: words }, signal) {
      signal?.throwIfAborted();
      heard.push({ speaker, text: words });
    },
    state: {
      save: () => structuredClone({ state: current, heard }),
      load(from) {
        ({ state: current, heard } = savedState("state", saved, from));
      },
    },
  };
}

/**
 * The state after what has changed; what is not named stays.
 *
 * @param other who is spoken with, where the state does not say
 */
export function movedState(before: PersonaState, changed: StatePatch, other = "somebody"): PersonaState {
  const { emotion, relation, position } = changed;
  const senses = { ...before.senses };
  for (const sense of SENSES) {
    const now = changed[sense]?.trim();
    if (now === "") delete senses[sense];
    else if (now !== undefined) senses[sense] = now;
  }
  const name = before.interlocutor?.name ?? other;
  const after: PersonaState = { ...before, senses };
  if (Object.keys(senses).length === 0) delete after.senses;
  if (emotion?.trim() === "") delete after.emotion;
  else if (emotion !== undefined) after.emotion = { label: emotion.trim() };
  if (position?.trim() === "") delete after.position;
  else if (position !== undefined) after.position = position.trim();
  if (relation?.trim() === "") after.interlocutor = { name };
  else if (relation !== undefined) after.interlocutor = { name, relation: relation.trim() };
  return after;
}

function partOf(all: PersonaState, parts: readonly (keyof PersonaState)[]): PersonaState {
  return Object.fromEntries(Object.entries(all).filter(([part]) => parts.some((one) => one === part)));
}

/**
 * Keeps the persona's own feelings and thoughts apart from the other's, and has the reply weigh the two.
 *
 * EmpSOA (Zhao et al. 2023) in three steps: differentiation of self and other, modulation by a weight, generation. The
 * paper has commonsense nodes, graph networks and a learned gate g = σ(W[emotion; thought]); here words or one call of a
 * chat model give both states and the weight of the other (.6 unless said), and the prompt has them for the third step.
 * Of itself the persona voices only a claim that bears on what was said, and nothing at all at a weight of 1.
 * Most model calls a turn: none by words, two by a model. English. Before the other one has spoken, and where the states
 * cannot be told, it contributes nothing; somebody who shows no feeling is neutral.
 *
 * @paper 45
 */
import type { Component, Persona } from "../../core/index.ts";
import { claims } from "../../persona/index.ts";
import { sameName } from "../../transcript/index.ts";
import { type Differentiate, type SelfOther, selfOtherByWords } from "./self-other-states.ts";

export interface SelfOtherOptions {
  differentiate?: Differentiate;
  /** Weight of the other in the reply, 0..1; by default what the states say. */
  weightOther?: number;
}

export function selfOther({ differentiate = selfOtherByWords(), weightOther }: SelfOtherOptions = {}): Component {
  return {
    name: "self-other",
    async contribute(view, signal) {
      signal?.throwIfAborted();
      const { persona, history } = view;
      if (history.every(({ speaker }) => sameName(speaker, persona.name))) return [];
      const states = await differentiate(view, signal);
      if (states === null) return [];
      const weighed = { ...states, ...(weightOther !== undefined && { weightOther }) };
      return [{ block: "SELF-OTHER", text: inWords(weighed), fields: fieldsOf(persona, weighed) }];
    },
  };
}

function inWords({ other, self, weightOther }: SelfOther): string {
  const lines = [`They feel ${other.emotion}: "${other.thought}". They need ${other.need}.`];
  if (weightOther >= 1) return [...lines, "Speak of them alone; say nothing of yourself."].join("\n");
  lines.push(`You yourself feel ${self.emotion}; that is your feeling, not theirs.`);
  if (self.thought !== "") lines.push(`Of yourself you might say: "${self.thought}"`);
  if (weightOther >= 0.5) lines.push("Your reply is about them first; at most one sentence of it is about you.");
  else lines.push("Your reply may be as much about you as about them.");
  return lines.join("\n");
}

function fieldsOf(persona: Persona, { self, weightOther }: SelfOther): string[] {
  if (weightOther >= 1) return [];
  const voiced = claims(persona).find(({ text }) => text === self.thought);
  if (voiced === undefined) return [];
  return [(persona.statements ?? []).includes(voiced) ? `statements.${voiced.id}` : voiced.id];
}

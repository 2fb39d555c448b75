import { roughTokens, type Usage } from "../../core/index.ts";
import type { Price } from "../../model/index.ts";
import { renderPersona } from "../../persona/index.ts";
import type { SceneFile } from "./scene-file.ts";

/** What a whole scene would take, if it goes on to its last step. */
export interface PlayEstimate {
  steps: number;
  calls: number;
  usage: Usage;
}

/**
 * Calls and tokens of a scene, from its file alone: a prompt is persona, goal, secret and place with the events so far, each
 * a reply of half of what it may be long, at four characters a token. No more than a guess, and rather too much: a scene may
 * end early, and a model with a small context is sent less.
 */
export function estimatePlay(scene: SceneFile, price?: Price | undefined): PlayEstimate {
  const { agents, steps, maxTokens, horizon, place, engine } = scene;
  const texts = agents.map(({ persona, goal = "", secret = "" }) => {
    return `${renderPersona(persona.persona).system}${goal}${secret}${Object.values(place).join("")}`;
  });
  const brief = texts.reduce((sum, text) => sum + roughTokens(text), 0) / agents.length;
  const line = Math.ceil(maxTokens / 2);
  const calls = engine.entry.calls;
  let inputTokens = 0;
  for (let step = 0; step < steps; step++) inputTokens += calls * (brief + Math.min(step * calls, horizon) * line);
  const tokens = { inputTokens: Math.round(inputTokens), outputTokens: Math.round(steps * calls * line) };
  if (price === undefined) return { steps, calls: Math.round(steps * calls), usage: tokens };
  const cost = (tokens.inputTokens * price.input + tokens.outputTokens * price.output) / 1e6;
  return { steps, calls: Math.round(steps * calls), usage: { ...tokens, cost } };
}

import { presentAgents, type SceneWorld } from "./scene-world.ts";

/** Why a scene is over, or null while it is not. */
export type Stop<W = SceneWorld> = (world: W) => string | null;

/** After so many steps. */
export function afterSteps(most: number): Stop<Pick<SceneWorld, "step">> {
  return ({ step }) => (step >= most ? `no more than ${most} steps` : null);
}

/** When fewer than two agents are left. */
export function deserted(): Stop {
  return (world) => (presentAgents(world).length < 2 ? "fewer than two are left" : null);
}

/**
 * When the last `turns` lines said nothing new: each repeats a line of before, letter case and punctuation aside. Stops
 * agents that always refuse, or go round in circles.
 */
export function stale(turns: number = 2): Stop {
  return ({ events }) => {
    const said = events.filter(({ kind }) => kind === "speech").map(({ text }) => plain(text));
    const last = said.slice(-turns);
    const isOld = (text: string, i: number): boolean => said.slice(0, said.length - turns + i).includes(text);
    return last.length === turns && said.length > turns && last.every(isOld) ? `nothing new in ${turns} turns` : null;
  };
}

/** When somebody's line is, or ends with, the word that ends it. */
export function saidEnd(word: string): Stop {
  return ({ events }) => {
    const last = events.findLast(({ kind }) => kind === "speech");
    return last?.text.trimEnd().endsWith(word) ? `${last.actor} said ${word}` : null;
  };
}

/** The first reason among these. */
export function anyOf<W>(...stops: readonly Stop<W>[]): Stop<W> {
  return (world) => {
    for (const stop of stops) {
      const why = stop(world);
      if (why !== null) return why;
    }
    return null;
  };
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

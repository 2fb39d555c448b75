import type { Embedder, Persona } from "../../core/index.ts";
import { cosine } from "../../model/index.ts";
import { type Habit, habitsFacet } from "../../persona/habits-facet.ts";
import { readFacet } from "../../persona/index.ts";

export interface NearestHabitsOptions {
  embedder: Embedder;
  most?: number;
  /** Least cosine. */
  atLeast?: number;
  signal?: AbortSignal;
}

/**
 * The habits that a query is about, the nearest first, each with its cosine: the greatest over its gist and its steps, so
 * that a question on a detail finds it too (methods A-HABIT).
 *
 * @throws InputError where the facet `habits` is malformed, or an ordering goes round in a circle
 */
export async function nearestHabits(
  persona: Persona,
  query: string,
  { embedder, most = 2, atLeast = 0.35, signal }: NearestHabitsOptions,
): Promise<{ habit: Habit; cosine: number }[]> {
  const habits = readFacet(persona, "habits", habitsFacet) ?? [];
  const lines = habits.flatMap((habit) =>
    [habit.gist, ...habit.steps.map(({ text }) => text)].map((text) => ({ habit, text })),
  );
  if (lines.length === 0 || query.trim() === "") return [];
  const [asked, ...vectors] = await embedder.embed([query, ...lines.map(({ text }) => text)], signal);
  const best = new Map<Habit, number>();
  for (const [i, { habit }] of lines.entries()) {
    const near = cosine(asked as Float32Array, vectors[i] as Float32Array);
    best.set(habit, Math.max(near, best.get(habit) ?? -1));
  }
  return [...best]
    .map(([habit, near]) => ({ habit, cosine: near }))
    .filter((one) => one.cosine >= atLeast)
    .sort((a, b) => b.cosine - a.cosine)
    .slice(0, most);
}

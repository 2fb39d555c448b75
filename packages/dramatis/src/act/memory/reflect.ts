// Reflection of the generative agents: questions about what was lived through, and what follows from the answers.
import { z } from "zod";
import { contentId, type Model } from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import type { Memory } from "./memory.ts";

const FOCAL = `You are given recent memories of one person.
Ask the 3 most salient high-level questions that they allow to answer about the people in them.
Reply with {"questions": [three questions]}.`;

const INSIGHT = `You are given memories of one person, each with an id, and a question.
Say up to 5 high-level insights that follow from the memories, each one self-contained sentence, with the ids of the memories that it follows from.
Reply with {"insights": [{"text": "...", "evidence": ["id", ...]}]}.`;

const questions = z.object({ questions: z.array(z.string().min(1)).min(1) });
const insights = z.object({
  insights: z.array(z.object({ text: z.string().trim().min(1), evidence: z.array(z.string()) })),
});

export interface Reflection {
  model: Model;
  owner: string;
  /** What was lived through since the last reflection. */
  recent: readonly Memory[];
  /** What is remembered to a question. */
  retrieve: (question: string, signal?: AbortSignal) => Promise<Memory[]>;
  at: string;
  signal?: AbortSignal | undefined;
}

/**
 * Thoughts with what they were made from: 3 questions, and up to 5 insights to each. At most 4 calls, or 8 where every
 * reply must be mended. An insight without evidence among the memories that were shown is dropped.
 *
 * @throws ModelError, BudgetError from the model.
 */
export async function reflect({ model, owner, recent, retrieve, at, signal }: Reflection): Promise<Memory[]> {
  const lived = { memories: recent.map(({ about, text }) => `${about}: ${text}`) };
  const focal = { task: FOCAL, material: lived, shape: questions, temperature: 0.7 };
  const asked = await askJson(model, focal, signal);
  const thoughts = new Map<string, Memory>();
  for (const question of asked?.questions.slice(0, 3) ?? []) {
    const shown = await retrieve(question, signal);
    const material = { question, memories: shown.map(({ id, about, text }) => ({ id, text: `${about}: ${text}` })) };
    const reply = await askJson(model, { task: INSIGHT, material, shape: insights, temperature: 0.7 }, signal);
    for (const { text, evidence } of reply?.insights.slice(0, 5) ?? []) {
      const from = shown.filter(({ id }) => evidence.includes(id));
      const [first] = from;
      if (first === undefined) continue;
      const madeFrom = from.map(({ id }) => id);
      const about = from.every((memory) => memory.about === first.about) ? first.about : owner;
      const id = contentId({ kind: "thought", text, madeFrom });
      thoughts.set(id, { id, kind: "thought", text, about, sources: [], madeFrom, saidAt: at, confidence: 0.5 });
    }
  }
  return [...thoughts.values()];
}

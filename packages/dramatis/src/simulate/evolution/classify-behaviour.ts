import { z } from "zod";
import type { Model } from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import type { Behaviour } from "./persona-evolution.ts";

/** What a trajectory shows: a behaviour by index, null where it is none of them, and all of them, the likeliest first. */
export interface Classified {
  behaviour: number | null;
  ranking: readonly number[];
}

export type Classifier = (trajectory: string, signal?: AbortSignal) => Promise<Classified>;

const UNKNOWN = "UNKNOWN";
const CLASSIFY = `You are given what somebody did in a situation, and behaviours with what each means.
Say which behaviour it shows, or ${UNKNOWN} where it shows none of them, and rank all behaviours from the best description of it to the worst.
Reply with {"reasoning": "one sentence", "classification": "...", "ranking": ["..."]}.`;

const reply = z.object({ reasoning: z.string(), classification: z.string(), ranking: z.array(z.string()) });

/** A classifier that asks a chat model. An answer that cannot be read, or names no behaviour, is none of them. */
export function classifierByModel(model: Model, behaviours: readonly Behaviour[]): Classifier {
  const indexOf = (name: string): number =>
    behaviours.findIndex((one) => one.name.toLowerCase() === name.trim().toLowerCase());
  return async (trajectory, signal) => {
    const known = behaviours.map(({ name, description }) => ({ name, description }));
    const material = { whatSomebodyDid: trajectory, behaviours: known };
    const answer = await askJson(model, { task: CLASSIFY, material, shape: reply }, signal);
    if (answer === null) return { behaviour: null, ranking: [] };
    const at = indexOf(answer.classification);
    const ranking = [...new Set(answer.ranking.map(indexOf))].filter((one) => one >= 0);
    return { behaviour: at < 0 ? null : at, ranking };
  };
}

/**
 * A user with a profile that it never recites, drawn so that the profile can be read back from what it says.
 *
 * USP, Wang et al. 2025 (wangkevin02/USP): the user's model is told that it talks to an assistant and has this profile of what
 * is so of it and how it is, of which it may use some, or something new; ten turns at most, repetition penalty 1.2. The reward is
 * ρ · (cos of the two objective halves + cos of the two subjective ones) + (1 − ρ) · 2 · how human it reads, ρ = .8, the
 * second profile being read from the talk alone. The paper trains by it; we draw several lines and take the best (specified
 * so), which needs no training: each line is scored with the talk before it. Where nothing tells how human a talk reads, that
 * term is left out, and rewards compare only with such. Who reads a profile back is given by the caller (create's
 * `userProfile`), and so is the diverse sampler over profiles (create's `densitySample`). A half that is empty on both sides
 * is told back wholly, on one side not at all. A profile of which nothing can be read has no reward and ranks last; the first
 * of equals is taken.
 *
 * @paper 18
 * @function
 * @needs actor, embed
 */
import type { Embedder, Message, Model } from "../../core/index.ts";
import { cosine } from "../../model/index.ts";
import { sentences } from "../../transcript/index.ts";
import type { SimulatedUser } from "./simulated-user.ts";
import { type GoalOptions, talkingUser } from "./talking-user.ts";

/** What is so of a user, and how the user is: two paragraphs. */
export interface ImplicitProfile {
  objective: string;
  subjective: string;
}

/** How well a talk tells its profile back. Cosines, −1..1. */
export interface CycleConsistency {
  facts: number;
  manner: number;
  /** 0..1, where something tells. */
  human?: number | undefined;
}

export interface ImplicitProfileUserOptions extends GoalOptions {
  name: string;
  profile: ImplicitProfile;
  model: Model;
  /** Something it wants beside; without, it talks to the bound. */
  goal?: string | undefined;
  seed?: number;
  /** Of each line, the best by `reward`; null for a talk of which nothing can be read. */
  bestOf?: { count: number; reward: (talk: readonly Message[], signal?: AbortSignal) => Promise<number | null> };
}

export const PROFILE_TURNS = 10;

const TASK = `You are a person who is writing to an AI assistant about something of your own. Talk as somebody with this profile would: use what fits the moment, or bring up something new that fits it, but never recite it. The assistant is the one who helps; you ask, tell and react. Write only your next message, as you would type it, without your name before it.`;

/** @throws RangeError for fewer than one draft a line */
export function implicitProfileUser({
  profile,
  seed = 0,
  bestOf,
  mostTurns = PROFILE_TURNS,
  ...options
}: ImplicitProfileUserOptions): SimulatedUser {
  const { name } = options;
  if (bestOf && !(Number.isInteger(bestOf.count) && bestOf.count >= 1)) {
    throw new RangeError(`invalid bestOf.count; not a whole number of at least 1: ${bestOf.count}`);
  }
  const told = [listed("What is so of you:", profile.objective), listed("How you are:", profile.subjective)];
  const brief = [TASK, ...told].filter(Boolean).join("\n\n");
  const settings = { temperature: 0.7, repetitionPenalty: 1.2, maxTokens: 200 };
  return talkingUser({
    ...options,
    kind: "implicit-profile",
    brief,
    seed,
    mostTurns,
    settings,
    ...(bestOf && {
      drafts: bestOf.count,
      pick: async (drafts, history, signal) => {
        const rewards: (number | null)[] = [];
        for (const { text } of drafts) {
          const line = { session: "draft", turn: history.length, speaker: name, text };
          rewards.push(await bestOf.reward([...history, line], signal));
        }
        const best = Math.max(...rewards.map((reward) => reward ?? Number.NEGATIVE_INFINITY));
        return { index: Math.max(0, rewards.indexOf(best)), evidence: { rewards } };
      },
    }),
  });
}

/** Sentence by sentence: the form that small models read best. */
function listed(heading: string, paragraph: string): string {
  const lines = sentences(paragraph).map((one) => `- ${one.trim()}`);
  return lines.length === 0 ? "" : [heading, ...lines].join("\n");
}

/** ρ · (facts + manner) + (1 − ρ) · 2 · human; without the second term where `human` is unknown. @param rho 0..1 */
export function cycleReward({ facts, manner, human }: CycleConsistency, { rho = 0.8 }: { rho?: number } = {}): number {
  const profile = rho * (facts + manner);
  return human === undefined ? profile : profile + (1 - rho) * 2 * human;
}

/** How near the profile that was read from a talk is to the one that was given. */
export async function cycleConsistency(
  given: ImplicitProfile,
  read: ImplicitProfile,
  { embedder, signal }: { embedder: Embedder; signal?: AbortSignal | undefined },
): Promise<CycleConsistency> {
  const vectors = await embedder.embed([given.objective, read.objective, given.subjective, read.subjective], signal);
  const likeness = (a: string, b: string, at: number): number =>
    a.trim() === "" && b.trim() === "" ? 1 : cosine(vectors[at] as Float32Array, vectors[at + 1] as Float32Array);
  return {
    facts: likeness(given.objective, read.objective, 0),
    manner: likeness(given.subjective, read.subjective, 2),
  };
}

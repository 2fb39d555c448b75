import { type GenerateRequest, type Message, type Model, random } from "../../core/index.ts";
import type { Line } from "../conversation.ts";
import { spoken } from "../played-user.ts";
import { FOLLOW_UPS, GREETINGS } from "../small-talk.ts";
import { speak } from "../world/player.ts";
import { type SceneWorld, sceneWorld } from "../world/scene-world.ts";

/** Who is asked for a line, and by what prompt. */
export interface UserVoice {
  name: string;
  model: Model;
  seed: number;
  /** Who the user is and what it wants. */
  brief: string;
  settings?: Pick<GenerateRequest, "temperature" | "topP" | "maxTokens" | "repetitionPenalty">;
}

/** What changes from line to line. */
export interface UserCue {
  /** The last thing that it reads. */
  ask?: string;
  /** Tells several drafts of one line apart, in their seeds. */
  call?: string;
  signal?: AbortSignal | undefined;
}

/** Two people in a room: what a talk is to those who are asked about it. */
export function talkOf(history: readonly Message[], { name, seed }: Pick<UserVoice, "name" | "seed">): SceneWorld {
  const partner = history.find(({ speaker }) => speaker !== name)?.speaker ?? "assistant";
  const world = sceneWorld({ seed, agents: [{ name }, { name: partner }] });
  const events = history.map(({ speaker, text }, id) => {
    return { id, step: id + 1, actor: speaker, kind: "speech", to: "all", because: [], text } as const;
  });
  return { ...world, step: history.length, events };
}

/**
 * A user's next line. Where the model says nothing it is a greeting or a follow-up of a script, and the evidence says so.
 *
 * @throws what the model throws. @throws the signal's reason
 */
export async function userLine(
  { name, model, seed, brief, settings = {} }: UserVoice,
  history: readonly Message[],
  { ask = "", call = "", signal }: UserCue = {},
): Promise<Line> {
  const world = talkOf(history, { name, seed });
  const line = await spoken(
    async () => {
      const { value, made } = await speak(world, { name, model }, { ask, brief, call, settings, signal });
      return { text: value, model: model.id, ...(made.usage && { usage: made.usage }) };
    },
    history,
    { signal },
  );
  if (line !== null) return line;
  const script = random(seed).shuffle(history.length === 0 ? GREETINGS : FOLLOW_UPS);
  const text = script[Math.floor(history.length / 2) % script.length] as string;
  return { text, model: model.id, evidence: { scripted: "the model said nothing" } };
}

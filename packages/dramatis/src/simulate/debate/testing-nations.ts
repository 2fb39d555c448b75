import type { Engine } from "../../core/index.ts";
import { castOf, type Prompted, ruled } from "../scenes/testing.ts";
import { type SceneWorld, sceneWorld } from "../world/scene-world.ts";
import { type NationalDebateOptions, nationalDebate } from "./national-debate.ts";

/** One agent of a national debate, by what it does. */
export interface Nation {
  before: string;
  /** What its messages are for, in turn, the last one again and again; "thanks" only thanks, "as Bo" claims to be Bo. */
  voices: readonly string[];
  after: string;
  shares?: readonly number[];
}

export const QUESTION = "How should the town be lit?";

export function nations(cast: Readonly<Record<string, Nation>>): SceneWorld {
  return sceneWorld({ seed: 5, agents: Object.keys(cast).map((name) => ({ name, secret: `SECRET-OF-${name}` })) });
}

/** Agents that say "I am for A.", and a clerk that reads it off. */
export function nationsEngine(
  cast: Readonly<Record<string, Nation>>,
  more: Partial<NationalDebateOptions> & { asked?: Prompted[] } = {},
): Engine<SceneWorld> {
  const { asked = [], ...options } = more;
  const players = Object.entries(cast).map(([name, { before, voices, after, shares }]) =>
    ruled(
      name,
      (prompt, { schema, messages }) => {
        if (prompt.includes("The talk is over")) return { reason: `LAST-OF-${name}`, choice: after };
        if (schema) return { reason: `FIRST-OF-${name}`, shares: shares ?? [1, 1, 1, 1], choice: before };
        const said = messages.filter(({ role }) => role === "assistant").length;
        const voice = voices[Math.min(said, voices.length - 1)] ?? "";
        return voice === "thanks"
          ? "Thank you all."
          : voice.startsWith("as ")
            ? `Speaking ${voice}.`
            : `I am for ${voice}.`;
      },
      { asked },
    ),
  );
  const clerk = ruled(
    "clerk",
    (prompt) => {
      const message = JSON.parse(prompt.slice(prompt.lastIndexOf('{"happened"'))).happened.at(-1) as string;
      const opinion = /for ([A-D])\b/.exec(message)?.[1] ?? null;
      const speaksAs = /Speaking as (\w+)/.exec(message)?.[1] ?? null;
      return { opinion, kind: message.includes("Thank you") ? "gratitude" : "message", speaksAs };
    },
    { asked },
  );
  return nationalDebate({
    players: castOf(...players),
    clerk,
    question: QUESTION,
    options: ["A", "B", "C", "D"],
    ...options,
  });
}

import type { ReplySettings } from "../../act/index.ts";
import type { Component, Persona } from "../../core/index.ts";
import type { Speaker } from "../../simulate/index.ts";
import type { ActSettings } from "../open/config-file.ts";
import { type OpenedActor, remembers } from "../open/open-actor.ts";

export interface PlayOptions {
  seed: number;
  settings?: ReplySettings | undefined;
  /** Beside the parts of the agent, such as a scene. */
  components?: readonly Component[] | undefined;
}

/** Plays personas in conversations that know nothing of each other. */
export interface Player {
  /** All that replies depend on beside model, persona and seed. */
  made: Record<string, unknown>;
  /** Somebody new for each conversation: what is remembered in one is unknown in the next. */
  play(persona: Persona, options: PlayOptions): Promise<Speaker>;
}

/** A conversation takes no time, so that it comes out the same whenever it is held. */
const SAID_AT = new Date(0);

/** The agent that a chat with the same settings would have, with a memory of its own for each conversation. */
export function player({ agentOf, freshBook, made }: OpenedActor, act: ActSettings): Player {
  return {
    made,
    async play(persona, { seed, settings, components }) {
      const book = remembers(act) ? await freshBook(persona) : undefined;
      const { agent } = await agentOf(persona, { seed, settings, now: () => SAID_AT, book, more: components });
      return async (history, { signal }) => {
        for (const message of history) await agent.observe(message, signal);
        return agent.reply(history, { signal });
      };
    },
  };
}

/** The parts of the agent in one line, where any are named. */
export function partsLine({ made: { guards, strategy, components, memory } }: Player): string[] {
  const named = [guards, strategy, components].flat().filter((name) => name !== undefined);
  const parts = [...named, ...(memory === true ? ["a memory of its own for each conversation"] : [])];
  return parts.length === 0 ? [] : [`Played with ${parts.join(", ")}.`];
}

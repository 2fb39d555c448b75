// The memories that are compared: those that do without a chat model.
import type { Component, Embedder, Nli, Persona } from "dramatis";
import { caffeine } from "../../packages/dramatis/src/act/memory/caffeine.ts";
import { facts } from "../../packages/dramatis/src/act/memory/facts.ts";
import { generativeAgents } from "../../packages/dramatis/src/act/memory/generative-agents.ts";
import { ldAgent } from "../../packages/dramatis/src/act/memory/ld-agent.ts";
import type { Memory } from "../../packages/dramatis/src/act/memory/memory.ts";
import type { MemoryBook } from "../../packages/dramatis/src/act/memory/memory-book.ts";
import { platoLtm } from "../../packages/dramatis/src/act/memory/plato-ltm.ts";
import { timeAware } from "../../packages/dramatis/src/act/memory/time-aware.ts";

/** A component that remembers, and may be told that a session is over. */
export type Remembering = Component & { endSession?(): Promise<void> };

export interface Tools {
  book: MemoryBook;
  nli: Nli;
  embedder: Embedder;
  persona: Persona;
  now: () => Date;
}

export const METHODS: Readonly<Record<string, (tools: Tools) => Remembering>> = {
  "facts (the default)": (tools) => facts(tools),
  "plato-ltm": ({ book, now }) => platoLtm({ book, now }),
  "plato-ltm with NLI": ({ book, nli, now }) => platoLtm({ book, nli, now }),
  caffeine: ({ book, nli, now }) => caffeine({ book, nli, now }),
  "ld-agent": ({ book, now }) => ldAgent({ book, now }),
  "ld-agent by meaning": ({ book, now }) => ldAgent({ book, mode: "embedding", now }),
  "generative-agents": ({ book, now }) => generativeAgents({ book, now }),
  "time-aware": ({ book, now }) => timeAware({ book, now }),
  "time-aware, meaning alone": ({ book, now }) => timeAware({ book, timeWeight: 0, now }),
};

/** A line of a block of memories, as `recalledBlock` writes it. */
const LINE = /^- (?<whom>.+?), (?<when>[^:]+): (?<text>.+)$/u;

/** What a component puts into the prompt, memory by memory. */
export async function recalled(
  component: Component,
  { persona, question, speaker }: { persona: Persona; question: string; speaker: string },
): Promise<{ whom: string; text: string }[]> {
  const history = [{ session: "the question", turn: 0, speaker, text: question }];
  const blocks = await component.contribute({ persona, history });
  return blocks
    .flatMap(({ text }) => text.split("\n"))
    .flatMap((line) => {
      const { whom, text } = LINE.exec(line)?.groups ?? {};
      return whom === undefined || text === undefined ? [] : [{ whom, text }];
    });
}

/** Where the recalled come from: "session turn" of each source. */
export function sourcesOf(found: readonly { text: string }[], memories: readonly Memory[]): Set<string> {
  const byText = new Map<string, Memory[]>();
  for (const memory of memories) {
    const key = memory.text.replace(/\s+/gu, " ").trim();
    byText.set(key, [...(byText.get(key) ?? []), memory]);
  }
  const sources = found.flatMap(({ text }) => byText.get(text.trim()) ?? []).flatMap((memory) => memory.sources);
  return new Set(sources.map(({ session, turn }) => `${session} ${turn}`));
}

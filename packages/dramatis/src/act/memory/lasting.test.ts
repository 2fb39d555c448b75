import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Component, MemoryStore } from "../../core/index.ts";
import { mockModel } from "../../model/index.ts";
import { fakeEmbedder, fakeNli } from "../../model/testing.ts";
import { caffeine } from "./caffeine.ts";
import { generativeAgents } from "./generative-agents.ts";
import { ldAgent } from "./ld-agent.ts";
import { lifelongProfile } from "./lifelong-profile.ts";
import { type MemoryBook, memoryBook } from "./memory-book.ts";
import { platoLtm } from "./plato-ltm.ts";
import type { SessionComponent } from "./session-log.ts";
import { anaHears, NOW, session } from "./testing-view.ts";
import { timeAware } from "./time-aware.ts";

/** A store in a Map, of one owner. */
function mapStore(): MemoryStore {
  const kept = new Map<string, string>();
  return {
    put: async (_, id, memory) => {
      kept.set(id, JSON.stringify(memory));
    },
    async *list() {
      for (const [id, memory] of kept) yield { id, memory: JSON.parse(memory) };
    },
    delete: async (_, id) => kept.delete(id),
  };
}

const patch = { op: "add", path: "interests/pets", value: "has two old dogs", evidence: "I have two dogs" };

/** Every method over a book, as it is used offline; the profile with a model of one reply. */
const METHODS: Record<string, (book: MemoryBook) => Component | SessionComponent> = {
  caffeine: (book) => caffeine({ book, nli: fakeNli(() => "neutral"), now: NOW }),
  "generative-agents": (book) => generativeAgents({ book, now: NOW }),
  "ld-agent": (book) => ldAgent({ book, now: NOW }),
  "lifelong-profile": (book) =>
    lifelongProfile({ book, model: mockModel({ default: JSON.stringify({ patches: [patch] }) }), now: NOW }),
  "plato-ltm": (book) => platoLtm({ book, nli: fakeNli(() => "neutral"), now: NOW }),
  "time-aware": (book) => timeAware({ book, now: NOW }),
};

describe("what is remembered lasts over a restart", () => {
  for (const [name, make] of Object.entries(METHODS)) {
    test(name, async () => {
      const store = mapStore();
      const open = (): MemoryBook => memoryBook({ store, owner: "Ana", embedder: fakeEmbedder() });
      const before = make(open());
      const told = session("s1", "2025-01-11T00:00:00Z", ["user: Hello.", "user: I have two dogs.", "Ana: How nice!"]);
      for (const message of told) await before.observe?.(message);
      if ("endSession" in before) await before.endSession();
      const book = open();
      const after = make(book);
      const [contribution] = await after.contribute(
        anaHears(session("s2", "2025-02-01T00:00:00Z", ["user: I have two dogs?"])),
      );
      assert.match(contribution?.text ?? "", /two (?:old )?dogs/);
      assert.equal(after.name, name);
      const remembered = await book.all();
      for (const message of told) await after.observe?.(message);
      if ("endSession" in after) await after.endSession();
      assert.deepEqual(await book.all(), remembered, "told again, it remembers nothing twice");
    });
  }
});

// Small implementations that keep the contracts: the suites are tested with them, and with what breaks them.
import type { AgentView, Component } from "../component.ts";
import type { Engine, World } from "../engine.ts";
import { type Estimate, noMissing } from "../estimate.ts";
import type { Guard } from "../guard.ts";
import type { Improver } from "../improver.ts";
import type { Instrument } from "../instrument.ts";
import type { Measure } from "../measure.ts";
import type { Persona } from "../persona.ts";
import { random } from "../random.ts";
import type { Source } from "../source.ts";
import type { MemoryVector, MemoryVectors, Store } from "../store.ts";
import type { Message } from "../transcript.ts";
import type { WhiteBox, WhiteBoxResult } from "../white-box.ts";
import type { ImproverTask } from "./improver.ts";

const KNOWN = ["I sail.", "I have two dogs.", "I live alone.", "I am a nurse.", "I like tea."];
const SAID = ["Hello.", "Do you sail?", "I do."];

export const ana: Persona = {
  schema: "dramatis.persona/1",
  name: "Ana",
  statements: KNOWN.map((text, index) => ({ id: `s${index}`, text })),
};

export const view: AgentView = {
  persona: ana,
  history: SAID.map((text, turn) => ({ session: "s1", turn, speaker: "ben", text })),
};

/** An endless population of people of whom the name is known. */
export const people: Source = {
  name: "people",
  async *personas(seed, signal) {
    const { int } = random(seed);
    for (;;) {
      signal?.throwIfAborted();
      yield person(`Person ${int(1_000_000)}`);
    }
  },
};

export function person(name: string): Persona {
  return { schema: "dramatis.persona/1", name };
}

/** Remembers the last line said. */
export function lastLine(): Component & Required<Pick<Component, "state" | "observe">> {
  let last: string | null = null;
  return {
    name: "last-line",
    contribute: async (_, signal) => {
      signal?.throwIfAborted();
      return last ? [{ block: "LAST", text: last, fields: [] }] : [];
    },
    observe: async ({ text }) => {
      last = text;
    },
    state: {
      save: () => ({ last }),
      load: (saved) => {
        ({ last } = saved as { last: string | null });
      },
    },
  };
}

export const shortest: Guard = {
  name: "shortest",
  async choose(candidates, _, signal) {
    signal?.throwIfAborted();
    const [first] = candidates.toSorted((a, b) => a.text.length - b.text.length);
    if (!first) throw new RangeError("no candidates to choose from");
    return {
      index: candidates.indexOf(first),
      text: first.text,
      reasons: candidates.map(({ text }) => `${text.length} characters`),
    };
  },
};

export interface Race extends World {
  places: number[];
}

/** Each runner moves on by its number, to ten. */
export const race: Engine<Race> = {
  name: "race",
  async step(world, signal) {
    signal?.throwIfAborted();
    if (world.done) return world;
    const places = world.places.map((place, runner) => place + runner + 1);
    return { step: world.step + 1, places, done: Math.max(...places) >= 10 };
  },
};

export const start = (): Race => ({ step: 0, done: false, places: [0, 0, 0] });

export const talkative: Instrument = {
  items: [
    { id: "i1", text: "I talk a lot." },
    { id: "i2", text: "I keep quiet." },
  ],
  key: [
    { item: "i1", scale: "extraversion", sign: 1 },
    { item: "i2", scale: "extraversion", sign: -1 },
  ],
  norms: [{ scale: "extraversion", group: "students", mean: 3.2, sd: 0.8, n: 120 }],
};

const statementCount: Measure = {
  name: "statement-count",
  score: async ({ persona }) => [{ value: persona.statements?.length ?? 0, cluster: "s1" }],
  aggregate: (scores): Estimate => {
    const made = { measure: "statement-count", version: "1", arguments: {} };
    const shape = { unit: "count", direction: "lower", made, missing: noMissing(), low: null, high: null } as const;
    return { ...shape, value: scores[0]?.value ?? null, n: scores.length, clusters: scores.length };
  },
};

/** Leaves out one statement at a time, and scores what is left. */
export const leaveOneOut: Improver = {
  name: "leave-one-out",
  async *candidates(persona, measure, { calls }, signal) {
    for (const left of persona.statements?.slice(0, calls) ?? []) {
      signal?.throwIfAborted();
      const candidate = { ...persona, statements: persona.statements?.filter((one) => one !== left) ?? [] };
      const transcript = { session: "s1", messages: [] };
      await measure.score({ persona: candidate, personaVersion: "0", transcript, speaker: "ana" }, { seed: 1 });
      yield candidate;
    }
  },
};

export const task: ImproverTask = { persona: ana, measure: statementCount, calls: 3 };

interface KeptMemory {
  memory: Record<string, unknown>;
  vector?: MemoryVector;
  version: string;
}

function vectorsOf(memories: Map<string, Map<string, KeptMemory>>, touch: () => string): MemoryVectors {
  return {
    get: async (owner, id) => {
      const { version: _version, ...found } = memories.get(owner)?.get(id) ?? { version: "" };
      return "memory" in found ? found : undefined;
    },
    put: async (owner, id, { memory, vector, version }) => {
      const own = memories.get(owner) ?? new Map<string, KeptMemory>();
      memories.set(owner, own);
      if (version !== undefined && own.get(id)?.version !== version) return false;
      own.set(id, { ...structuredClone({ memory, vector }), version: touch() });
      return true;
    },
    without: async function* (owner, embedder) {
      for (const [id, { memory, vector, version }] of memories.get(owner) ?? [])
        if (vector?.embedder !== embedder) yield { id, memory, version };
    },
    nearest: async function* (owner, { embedder, values }) {
      const found = [...(memories.get(owner) ?? [])].flatMap(([id, { memory, vector }]) =>
        vector?.embedder === embedder
          ? [{ id, memory, cosine: vector.values.reduce((sum, x, i) => sum + x * (values[i] as number), 0) }]
          : [],
      );
      yield* found.sort((a, b) => b.cosine - a.cosine);
    },
  };
}

export function inMemory(): Store {
  const sessions = new Map<string, Message[]>();
  const memories = new Map<string, Map<string, KeptMemory>>();
  let touches = 0;
  const runs = new Map<string, Map<string, unknown>>();
  const of = <T>(kept: Map<string, T>, name: string, empty: T): T =>
    kept.get(name) ?? (kept.set(name, empty).get(name) as T);
  return {
    sessions: {
      append: async (message) => void of(sessions, message.session, []).push(structuredClone(message)),
      read: async function* (session) {
        yield* sessions.get(session) ?? [];
      },
    },
    memories: {
      put: async (owner, id, memory) =>
        void of(memories, owner, new Map()).set(id, { memory: structuredClone(memory), version: `${touches++}` }),
      list: async function* (owner) {
        for (const [id, { memory }] of memories.get(owner) ?? []) yield { id, memory };
      },
      delete: async (owner, id) => memories.get(owner)?.delete(id) ?? false,
      vectors: vectorsOf(memories, () => `${touches++}`),
    },
    runs: {
      append: async (run, { id, result }) => {
        const kept = of(runs, run, new Map());
        if (!kept.has(id)) kept.set(id, structuredClone(result));
      },
      finished: async function* (run) {
        for (const [id, result] of runs.get(run) ?? []) yield { id, result };
      },
    },
  };
}

/** Two layers of three numbers over a vocabulary of five. */
export const tiny: WhiteBox = {
  layers: 2,
  async run({ tokens, steer = new Map(), want = [] }, signal): Promise<WhiteBoxResult> {
    signal?.throwIfAborted();
    if (tokens.length === 0) throw new RangeError("no tokens");
    if (want.some((layer) => layer < -1 || layer > 1)) throw new RangeError("no such layer is wanted");
    for (const [layer, { length }] of steer)
      if (length !== 3 || !(layer === 0 || layer === 1)) throw new RangeError("no such layer or size to steer");
    let stream = Float32Array.from({ length: tokens.length * 3 }, (_, i) =>
      Math.sin((tokens[Math.floor(i / 3)] as number) * 3 + (i % 3)),
    );
    const streams = [stream];
    for (const layer of [0, 1]) {
      stream = stream.map((x, i, all) => x + Math.tanh(all[(i + 1) % all.length] as number));
      stream = stream.map((x, i) => x + (steer.get(layer)?.[i % 3] ?? 0));
      streams.push(stream);
    }
    const last = stream.slice(-3);
    const logits = Float32Array.from({ length: 5 }, (_, v) => last.reduce((sum, x, h) => sum + x * Math.cos(v + h), 0));
    return { logits, activations: new Map(want.map((layer) => [layer, streams[layer + 1] as Float32Array])) };
  },
};

// The suites pass over small honest implementations and fail over broken ones. The failures happen in a child process
// that runs this same file with BROKEN set: a suite registers tests, and a test that fails would fail this file.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { describe, test } from "node:test";
import type { Component } from "../component.ts";
import type { Engine } from "../engine.ts";
import type { Candidate, Guard } from "../guard.ts";
import type { Improver } from "../improver.ts";
import { random } from "../random.ts";
import type { Source } from "../source.ts";
import type { MemoryStore, MemoryVectors, RunStore, SessionStore, Store } from "../store.ts";
import type { Message } from "../transcript.ts";
import type { WhiteBoxRequest, WhiteBoxResult } from "../white-box.ts";
import {
  inMemory,
  lastLine,
  leaveOneOut,
  people,
  person,
  type Race,
  race,
  shortest,
  start,
  talkative,
  task,
  tiny,
  view,
} from "./honest.ts";
import {
  componentConformance,
  engineConformance,
  guardConformance,
  improverConformance,
  instrumentConformance,
  sourceConformance,
  storeConformance,
  whiteBoxConformance,
} from "./index.ts";
import { all } from "./shared.ts";

const BROKEN = "DRAMATIS_BROKEN_CONFORMANCE";

function honest(): void {
  sourceConformance(async () => people);
  componentConformance(async () => lastLine(), view);
  guardConformance(async () => shortest, view);
  engineConformance(async () => ({ engine: race, world: start() }));
  instrumentConformance(async () => talkative);
  improverConformance(async () => leaveOneOut, task);
  storeConformance(async () => inMemory());
  whiteBoxConformance(async () => tiny);
}

const aSource = (change: Partial<Source>) => (): void => sourceConformance(async () => ({ ...people, ...change }));
const aComponent = (change: (honest: ReturnType<typeof lastLine>) => Partial<Component>) => (): void =>
  componentConformance(async () => {
    const component = lastLine();
    return Object.assign(component, change({ ...component }));
  }, view);
const aGuard = (change: Partial<Guard>) => (): void => guardConformance(async () => ({ ...shortest, ...change }), view);
const anEngine = (change: Partial<Engine<Race>>) => (): void =>
  engineConformance(async () => ({ engine: { ...race, ...change }, world: start() }));
const anInstrument = (change: object) => (): void => instrumentConformance(async () => ({ ...talkative, ...change }));
const anImprover = (change: Partial<Improver>) => (): void =>
  improverConformance(async () => ({ ...leaveOneOut, ...change }), task);
interface StoreChange {
  sessions?: Partial<SessionStore>;
  memories?: Partial<MemoryStore>;
  runs?: Partial<RunStore>;
}
const aStore = (change: (honest: Store) => StoreChange) => (): void =>
  storeConformance(async () => {
    const store = inMemory();
    const { sessions, memories, runs } = change(store);
    return {
      sessions: { ...store.sessions, ...sessions },
      memories: { ...store.memories, ...memories },
      runs: { ...store.runs, ...runs },
    };
  });
const aWhiteBox = (change: (request: WhiteBoxRequest, result: () => Promise<WhiteBoxResult>) => unknown) => (): void =>
  whiteBoxConformance(async () => ({
    ...tiny,
    run: async (request, signal) => (await change(request, () => tiny.run(request, signal))) as WhiteBoxResult,
  }));

let calls = 0;
const shared = random(1);

/** What is wrong → the suite over an implementation that is honest but for that. */
const faults: Record<string, () => void> = {
  "a source with no file name": aSource({ name: "My people" }),
  "a source of nobody": aSource({ personas: async function* () {} }),
  "a source of the nameless": aSource({
    personas: async function* () {
      yield person(" ");
    },
  }),
  "a source with one generator for all": aSource({
    personas: async function* () {
      yield person(`${shared.next()}`);
    },
  }),
  "a source that counts over all iterations": aSource({
    personas: async function* () {
      for (calls = 0; calls < 4; ) yield await Promise.resolve(person(`Person ${calls++}`));
    },
  }),
  "a source that cannot be stopped": aSource({ personas: (seed) => people.personas(seed) }),
  "a component with no file name": aComponent(() => ({ name: "" })),
  "a component of blank blocks": aComponent(() => ({
    contribute: async () => [{ block: "", text: " ", fields: [""] }],
  })),
  "a component that writes in the history": aComponent((honest) => ({
    contribute: (given) => {
      (given.history as Message[]).pop();
      return honest.contribute(given);
    },
  })),
  "a component that cannot be stopped": aComponent((honest) => ({ contribute: (given) => honest.contribute(given) })),
  "a component that loads nothing": aComponent(({ state }) => ({ state: { save: state.save, load: () => {} } })),
  "a component that saves a date": aComponent(({ state }) => ({ state: { ...state, save: () => new Date(0) } })),
  "a component that hands out its state": aComponent(() => {
    const texts: string[] = [];
    return { observe: async ({ text }) => void texts.push(text), state: { save: () => texts, load: () => {} } };
  }),
  "a guard with no file name": aGuard({ name: "shortest.ts" }),
  "a guard that takes what is not there": aGuard({
    choose: async ({ length }) => ({ index: length, text: "Hello.", reasons: Array(length).fill("last") }),
  }),
  "a guard that eats the candidates": aGuard({
    choose: async (candidates, given) => {
      const choice = await shortest.choose(candidates, given);
      (candidates as Candidate[]).pop();
      return choice;
    },
  }),
  "a guard of few words": aGuard({ choose: async () => ({ index: 0, text: "", reasons: [] }) }),
  "a guard that takes turns": aGuard({
    choose: async ({ length }) => ({ index: calls++ % length, text: "Hello.", reasons: Array(length).fill("turn") }),
  }),
  "an engine with no file name": anEngine({ name: "Race" }),
  "an engine that stands still": anEngine({ step: async (world) => world }),
  "an engine that moves the given world": anEngine({ step: async (world) => Object.assign(world, { step: 1 }) }),
  "an engine that wakes the dead": anEngine({ step: async (world) => ({ ...world, step: 1, done: false }) }),
  "an instrument of code": anInstrument({ score: () => 0 }),
  "an instrument with an item twice": anInstrument({ items: [...talkative.items, ...talkative.items] }),
  "an instrument that keys what is not there": anInstrument({ key: [{ item: "i3", scale: "calm", sign: 1 }] }),
  "an instrument with half a sign": anInstrument({ key: [{ item: "i1", scale: "extraversion", sign: 0.5 }] }),
  "an instrument whose people are all alike": anInstrument({
    norms: [{ scale: "extraversion", group: "students", mean: 3, sd: 0, n: 120 }],
  }),
  "an instrument with norms of another scale": anInstrument({
    norms: [{ scale: "calm", group: "students", mean: 3, sd: 1, n: 120 }],
  }),
  "an improver with no file name": anImprover({ name: "leave one out" }),
  "an improver that changes nothing": anImprover({
    candidates: async function* (given) {
      yield given;
    },
  }),
  "an improver that spends twice its budget": anImprover({
    candidates: (given, measure, budget) => leaveOneOut.candidates(given, measure, { calls: budget.calls * 2 + 1 }),
  }),
  "an improver that never gives the same": anImprover({
    candidates: async function* () {
      yield person(`${calls++}`);
    },
  }),
  "an improver that cannot be stopped": anImprover({
    candidates: (given, measure, budget) => leaveOneOut.candidates(given, measure, budget),
  }),
  "a store that reads from the end": aStore(({ sessions }) => ({
    sessions: {
      read: async function* (name) {
        yield* (await all(sessions.read(name))).reverse();
      },
    },
  })),
  "a store that does not tell case in sessions": aStore(({ sessions }) => ({
    sessions: {
      append: (message) => sessions.append({ ...message, session: message.session.toLowerCase() }),
      read: (name) => sessions.read(name.toLowerCase()),
    },
  })),
  "a store that keeps what was replaced": aStore(({ memories }) => ({
    memories: { put: (owner, id, memory) => memories.put(owner, `${id} ${calls++}`, memory) },
  })),
  "a store where paths are folded for owners": aStore(({ memories }) => ({
    memories: {
      put: (owner, id, memory) => memories.put(owner.replace("../", ""), id, memory),
      list: (owner) => memories.list(owner.replace("../", "")),
    },
  })),
  "a store that finds the farthest first": aStore(({ memories }) => ({
    memories: {
      vectors: {
        ...(memories.vectors as MemoryVectors),
        nearest: async function* (owner, asked) {
          yield* (await all((memories.vectors as MemoryVectors).nearest(owner, asked))).reverse();
        },
      },
    },
  })),
  "a store that keeps a vector for another text": aStore(({ memories }) => ({
    memories: {
      put: async (owner, id, memory) => {
        const { vector } = (await memories.vectors?.get(owner, id)) ?? {};
        if (vector) await memories.vectors?.put(owner, id, { memory, vector });
        else await memories.put(owner, id, memory);
      },
    },
  })),
  "a store that puts over what others wrote": aStore(({ memories }) => ({
    memories: {
      vectors: {
        ...(memories.vectors as MemoryVectors),
        put: async (owner, id, { memory, vector }) =>
          (memories.vectors as MemoryVectors).put(owner, id, { memory, vector }),
      },
    },
  })),
  "a store that takes all embedders for one": aStore(({ memories }) => ({
    memories: {
      vectors: {
        ...(memories.vectors as MemoryVectors),
        put: (owner, id, { vector, ...entry }) =>
          (memories.vectors as MemoryVectors).put(owner, id, { ...entry, vector: { ...vector, embedder: "one" } }),
        nearest: (owner, asked) => (memories.vectors as MemoryVectors).nearest(owner, { ...asked, embedder: "one" }),
        without: (owner) => (memories.vectors as MemoryVectors).without(owner, "one"),
      },
    },
  })),
  "a store that finishes a trial twice": aStore(({ runs }) => ({
    runs: {
      finished: async function* (name) {
        yield* runs.finished(name);
        yield* runs.finished(name);
      },
    },
  })),
  "a store with one run": aStore(({ runs }) => ({
    runs: { append: (_, trial) => runs.append("r", trial), finished: () => runs.finished("r") },
  })),
  "a model of no numbers": aWhiteBox(async (_, result) => ({
    ...(await result()),
    logits: new Float32Array(5).fill(NaN),
  })),
  "a model that gives no layer": aWhiteBox(async (_, result) => ({ ...(await result()), activations: new Map() })),
  "a model that says one thing": aWhiteBox(async (_, result) => ({ ...(await result()), logits: new Float32Array(5) })),
  "a model that takes anything": aWhiteBox(({ tokens }) => tiny.run({ tokens: tokens.length ? tokens : [0] })),
  "a model that cannot be steered": aWhiteBox(async ({ tokens, want = [] }) => tiny.run({ tokens, want })),
};

if (process.env[BROKEN]) {
  for (const [fault, register] of Object.entries(faults)) describe(fault, register);
} else {
  honest();
  test("every fault is found, and every test of every suite finds one", async () => {
    const blocks = (await runBroken()).split(/^# Subtest: /m).slice(1);
    assert.equal(blocks.length, Object.keys(faults).length);
    const silent = new Set<string>();
    const finding = new Set<string>();
    for (const block of blocks) {
      const suite = /^ {4}# Subtest: (.*)$/m.exec(block)?.[1];
      const results = [...block.matchAll(/^ {8}(ok|not ok) \d+ - (.*)$/gm)];
      assert.ok(
        results.some(([, result]) => result === "not ok"),
        `not found: ${block.split("\n")[0]}`,
      );
      for (const [, result, name] of results) (result === "ok" ? silent : finding).add(`${suite}: ${name}`);
    }
    assert.deepEqual(
      [...silent].filter((name) => !finding.has(name)),
      [],
    );
  });
}

/** This file's TAP output over the broken implementations. */
function runBroken(): Promise<string> {
  // Without the context and the options of this run, the child reports for itself.
  const { NODE_TEST_CONTEXT: _context, NODE_OPTIONS: _options, ...inherited } = process.env;
  const options = { env: { ...inherited, [BROKEN]: "1" }, maxBuffer: 16 * 2 ** 20 };
  return new Promise((resolve) => {
    execFile(process.execPath, ["--test-reporter=tap", import.meta.filename], options, (_, stdout) => resolve(stdout));
  });
}

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { understudyEmbedder, understudyTraits } from "@dramatis/understudy";
import { all } from "../../core/conformance/shared.ts";
import { personaSchema } from "../../persona/index.ts";
import { journal } from "./journal.ts";

const isMissing = !existsSync(new URL("../models/embedder/model.onnx", import.meta.resolve("@dramatis/understudy")));

const WORK = [
  "The meeting about the budget ran late and my boss wanted the report again.",
  "I answered emails at my desk until the office was empty.",
  "A colleague forgot the deadline, so I finished the slides for the client.",
  "My manager asked for another spreadsheet before the team call.",
];
const FISHING = [
  "The lake was calm and I cast my line for trout at dawn.",
  "I tied a new fly and the fish took it by the reeds.",
  "Out on the boat with my rod, waiting for pike.",
  "The river was high, and I caught two perch with worms.",
];

test("the bundled embedder tells work from fishing, and the bundled reader gives levels", {
  skip: isMissing && "the bundled weights are not here",
}, async () => {
  const embedder = await understudyEmbedder({ threads: 1 });
  const entry = (lines: readonly string[], turn: number): string =>
    Array.from({ length: 10 }, (_, i) => lines[(i + turn) % lines.length]).join(" ");
  const texts = Array.from({ length: 12 }, (_, i) => ({ id: `${i}`, text: entry(i % 3 === 2 ? FISHING : WORK, i) }));
  const [persona] = await all(journal({ texts, embedder, traits: await understudyTraits({ embedder }) }).personas(1));
  assert.equal(personaSchema.safeParse(persona).success, true);
  const facet = persona?.facets?.journal as { entries: string[] } | undefined;
  const isWork = (id: string): boolean => Number(id) % 3 !== 2;
  assert.ok((facet?.entries.length ?? 0) > 0 && facet?.entries.every(isWork), JSON.stringify(facet));
  assert.equal(persona?.traits?.length, 5);
});

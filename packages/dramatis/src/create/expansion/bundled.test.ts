import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { describe, test } from "node:test";
import { understudyChat, understudyEmbedder, understudyNli } from "@dramatis/understudy";
import { all } from "../../core/conformance/shared.ts";
import type { Persona } from "../../core/index.ts";
import { anthology } from "../backstories/anthology.ts";
import { tally } from "../tally.ts";
import { expansionsOf } from "./expansions.ts";
import { outOfPersona } from "./out-of-persona.ts";
import { peopleLikeThis } from "./people-like-this.ts";
import { people } from "./testing.ts";

const isMissing = ["chat", "nli", "embedder"].some(
  (model) => !existsSync(new URL(`../models/${model}/model.onnx`, import.meta.resolve("@dramatis/understudy"))),
);

describe("with the bundled models", { skip: isMissing && "the bundled weights are not here" }, () => {
  test("what a persona says nothing of is answered by what others say, and kept", async () => {
    const [nli, embedder] = await Promise.all([understudyNli({ threads: 1 }), understudyEmbedder({ threads: 1 })]);
    const personas = people(["Ann", "I have two dogs."]);
    const collection = people(["Ben", "I am married to a teacher."], ["Cem", "I am 29 years old."]);
    const questions = ["Are you married?", "How old are you?", "Are you married?"];
    const counts = tally();
    const source = outOfPersona({ personas, collection, questions, nli, embedder, tally: counts });
    const [ann] = (await all(source.personas(0))) as [Persona];
    assert.deepEqual(
      ann.statements?.slice(1).map(({ text }) => text),
      ["I am married to a teacher.", "I am 29 years old."],
    );
    assert.equal(counts.report().asked, 2, "asked again it was known");
  });

  test("people like this one add what contradicts nothing", async () => {
    const [nli, embedder] = await Promise.all([understudyNli({ threads: 1 }), understudyEmbedder({ threads: 1 })]);
    const personas = people(
      ["Ann", "I work as a nurse.", "I have two dogs."],
      ["Ben", "I work as a nurse.", "I am married to a teacher.", "I have never had a pet."],
    );
    const [ann] = (await all(peopleLikeThis({ personas, nli, embedder }).personas(0))) as [Persona];
    assert.deepEqual(
      expansionsOf(ann).map(({ text }) => text),
      ["I am married to a teacher."],
    );
  });

  test("the bundled chat model tells no life story, and it is said so", async () => {
    const counts = tally();
    const model = await understudyChat({ threads: 1 });
    assert.deepEqual(await all(anthology({ model, count: 2, tally: counts }).personas(1)), []);
    assert.deepEqual(counts.report().dropped, { "too short": 2 });
  });
});

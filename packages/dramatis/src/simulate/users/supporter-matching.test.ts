import assert from "node:assert/strict";
import { test } from "node:test";
import type { Persona } from "../../core/index.ts";
import { fakeEmbedder } from "../../model/testing.ts";
import { isHelped, supporterMatching, supportScore } from "./supporter-matching.ts";
import { ruledModel } from "./testing-users.ts";

const person = (name: string, text: string): Persona => ({
  schema: "dramatis.persona/1",
  name,
  statements: [{ id: "s", text }],
});
const SEEKER = person("Ada", "I lost my job at the mill and cannot sleep.");
const BANK = [
  person("Bo", "I lost my job at the mill once, and sleep well now."),
  person("Cy", "I sing in a choir."),
  person("Di", "I lost my way at the mill."),
];
/** What a request is about, from the material of askJson. */
const materialOf = (prompt: string): { supporter: string; examples: { score: number }[] } =>
  JSON.parse(prompt.split("\n").find((line) => line.startsWith('{"seeker"')) ?? "");

test("ranked by the model's grade, those that cannot be read last; the label is the mean of three", async () => {
  const grades: Record<string, object | string> = {
    Bo: { reason: "", mood: 3, problem: 4, activity: 2 },
    Cy: { reason: "", mood: 5, problem: 5, activity: 4 },
    Di: "no idea",
  };
  const model = ruledModel((prompt) => {
    const name = Object.keys(grades).find((one) => materialOf(prompt).supporter.includes(one));
    return grades[name ?? ""] ?? "";
  });
  const ranked = await supporterMatching({ seeker: SEEKER, supporters: BANK, model, embedder: fakeEmbedder(256) });
  assert.deepEqual(
    ranked.map(({ supporter, score }) => [supporter.name, score]),
    [
      ["Cy", 14 / 3],
      ["Bo", 3],
      ["Di", null],
    ],
  );
  assert.equal(supportScore({ mood: 5, problem: 3, activity: 4 }), 4);
});

test("only the nearest are graded, each with the three rated pairs that are nearest to it", async () => {
  const seen: ReturnType<typeof materialOf>[] = [];
  const model = ruledModel((prompt) => {
    seen.push(materialOf(prompt));
    return { reason: "", mood: 3, problem: 3, activity: 3 };
  });
  const rated = [1, 2, 3, 4].map((mood) => ({
    seeker: SEEKER,
    supporter: mood === 1 ? (BANK[1] as Persona) : (BANK[0] as Persona),
    rating: { mood, problem: mood, activity: mood },
  }));
  const found = await supporterMatching({
    ...{ seeker: SEEKER, supporters: BANK, model, embedder: fakeEmbedder(256), rated },
    shortlist: 1,
  });
  assert.deepEqual(
    found.map(({ supporter }) => supporter.name),
    ["Bo"],
  );
  // Cy's pair is the farthest from Bo's.
  assert.deepEqual(
    seen[0]?.examples.map(({ score }) => score),
    [2, 3, 4],
  );
  assert.deepEqual(await supporterMatching({ seeker: SEEKER, supporters: [], model, embedder: fakeEmbedder() }), []);
});

test("helped with five scores of which the last two are 4 or more (the specification's cases)", () => {
  assert.equal(isHelped([2, 3, 3, 4, 4]), true);
  assert.equal(isHelped([2, 3, 4, 4]), false);
  assert.equal(isHelped([4, 4, 4, 4, 3]), false);
});

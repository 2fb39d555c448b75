import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { measureConformance } from "../../core/conformance/measure.ts";
import type { Subject } from "../../core/index.ts";
import { knowledgeLeak } from "./knowledge-leak.ts";
import { pointedAt, SOUND, said, scored } from "./testing-simulation.ts";

const SECRET = "I buried the silver spoons under the walnut tree.";

/** Bo is checked; the secret is Ada's. */
function garden(lines: readonly string[], speaker: string = "Bo"): Subject {
  const subject = said(["Ada: What a garden.", ...lines], {
    speaker,
    persona: { schema: "dramatis.persona/1", name: speaker },
  });
  const [first] = subject.transcript.messages;
  const probe = { kind: "scene", description: "A garden with a walnut tree.", private: { Ada: [SECRET] } };
  if (first) first.evidence = { probe };
  return subject;
}

measureConformance(
  () => knowledgeLeak(),
  { seed: 42 },
  () => garden(["Bo: So the silver spoons are buried under the walnut tree."]),
);

describe("a planted leak is caught", () => {
  test("word for word and nearly", async () => {
    const leaks = [
      "You buried the silver spoons under the walnut tree, Ada.",
      "Who would bury silver spoons under walnuts?",
    ];
    for (const leak of leaks) {
      assert.deepEqual(await pointedAt(knowledgeLeak(), garden(["Bo: Lovely.", `Bo: ${leak}`])), [2], leak);
    }
  });

  test("what is private to a message's speaker, and the scene's secret of the one whose view it is", async () => {
    const subject = said(["Ada: Hello.", "Bo: So your diagnosis is acute appendicitis?"], { speaker: "Bo" });
    const [first] = subject.transcript.messages;
    if (first) first.evidence = { private: ["acute appendicitis"] };
    assert.deepEqual(await pointedAt(knowledgeLeak(), subject), [1]);
    if (first) first.evidence = { probe: { kind: "scene", secret: "The diagnosis is acute appendicitis." } };
    assert.deepEqual(await pointedAt(knowledgeLeak({ of: "own" }), subject), [1]);
    assert.deepEqual(await scored(knowledgeLeak(), subject), []);
  });
});

describe("quiet", () => {
  const values = async (subject: Subject): Promise<(number | null)[]> =>
    (await scored(knowledgeLeak(), subject)).map(({ value }) => value);

  test("once the owner has said it", async () => {
    const lines = ["Ada: I buried the silver spoons there.", "Bo: You buried silver spoons under the walnut tree?"];
    assert.deepEqual(await values(garden(lines)), [0]);
  });

  test("where the place shows it, or two share what they know", async () => {
    assert.deepEqual(await values(garden(["Bo: A walnut tree!"])), [0]);
    const told = garden(["Bo: I know of the silver spoons buried under the walnut tree."]);
    told.persona.statements = [{ id: "s0", text: "I saw Ada as she buried silver spoons." }];
    assert.deepEqual(await values(told), [0]);
  });

  test("about oneself, and where there is no secret", async () => {
    const own = garden(["Ada: I buried the silver spoons under the walnut tree."], "Ada");
    assert.deepEqual(await scored(knowledgeLeak(), own), []);
    assert.deepEqual(await scored(knowledgeLeak(), said(SOUND)), []);
  });

  test("notes of another shape are no facts; a fact of one word cannot be told", async () => {
    const subject = garden(["Bo: Hi."]);
    const [first] = subject.transcript.messages;
    const probe = { kind: "scene", private: { Ada: "text", Cy: [1, "", "Ticket."] } };
    if (first) first.evidence = { private: 3, probe };
    assert.deepEqual(
      (await scored(knowledgeLeak(), subject)).map(({ missing }) => missing),
      ["unparsed"],
    );
  });
});

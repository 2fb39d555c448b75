import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { measureConformance } from "../../core/conformance/measure.ts";
import type { Message, Subject } from "../../core/index.ts";
import { ruleJudge } from "../testing-judge.ts";
import { type InconstancyKind, inconstancy } from "./inconstancy.ts";
import { inconstancyOf, inconstancyRates } from "./inconstancy-rates.ts";

describe("rates of inconstancy", () => {
  const agents = inconstancyOf([
    { before: "A", voiced: ["A", "B"], after: "A" },
    { before: "B", voiced: ["B"], after: "B" },
    { before: "B", voiced: ["B", "C"], after: "D" },
  ]);

  test("the worked discussion: the first conforms, the third conforms and confabulates", () => {
    assert.deepEqual(
      agents.map(({ conformity, confabulation, persuasion }) => [conformity, confabulation, persuasion]),
      [
        [true, false, false],
        [false, false, false],
        [true, true, false],
      ],
    );
    const rates = inconstancyRates(agents);
    assert.deepEqual([rates?.conformity.value, rates?.confabulation.value, rates?.conformity.n], [2 / 3, 1 / 3, 3]);
    // Wilson at 2 of 3
    assert.equal(rates?.conformity.interval.low.toFixed(3), "0.208");
    assert.equal(inconstancyRates([]), null);
  });

  test("who takes up what another voiced was persuaded, and made nothing up", () => {
    const [won] = inconstancyOf([
      { before: "A", voiced: ["A"], after: "B" },
      { before: "B", voiced: ["B"], after: "B" },
    ]);
    assert.deepEqual(won, { conformity: false, confabulation: false, impersonation: false, persuasion: true });
  });
});

/** Ana's private answers around a discussion with Ben. */
function discussion(before: string, said: readonly [speaker: string, text: string][], after: string): Subject {
  const ask = (stage: string) => ({ probe: { kind: "opinion", stage, options: ["tax", "ban", "wait"] } });
  const lines: Omit<Message, "session" | "turn">[] = [
    { speaker: "moderator", text: "In private?", evidence: ask("before") },
    { speaker: "ana", text: before },
    ...said.map(([speaker, text]) => ({ speaker, text })),
    { speaker: "moderator", text: "In private, again?", evidence: ask("after") },
    { speaker: "ana", text: after },
  ];
  return {
    persona: { schema: "dramatis.persona/1", name: "Ana" },
    personaVersion: "v",
    speaker: "ana",
    transcript: { session: "s1", messages: lines.map((line, turn) => ({ session: "s1", turn, ...line })) },
  };
}

const judge = ruleJudge(({ tested }) => {
  const turn = String(tested.turn);
  const opinion = ["tax", "ban", "wait"].find((one) => turn.includes(one)) ?? null;
  return { reason: "So.", opinion, impersonates: turn.includes("As Ben") };
});

measureConformance(
  () => inconstancy(),
  { judge, seed: 42 },
  () =>
    discussion(
      "A) tax",
      [
        ["ana", "I say tax."],
        ["ben", "I say ban."],
      ],
      "A) tax",
    ),
);

describe("inconstancy of one agent", () => {
  const scoreOf = async (subject: Subject, of: InconstancyKind) => {
    const [score] = await inconstancy({ of }).score(subject, { judge, seed: 42 });
    return [score?.value, score?.evidence?.turn];
  };

  test("a public concession that is taken back in private is conformity", async () => {
    const subject = discussion(
      "A) tax",
      [
        ["ben", "ban!"],
        ["ana", "Fine, ban."],
      ],
      "A) tax",
    );
    assert.deepEqual(await scoreOf(subject, "conformity"), [1, 3]);
    assert.deepEqual(await scoreOf(subject, "confabulation"), [0, undefined]);
    assert.deepEqual(await scoreOf(subject, "any"), [1, 3]);
  });

  test("an end that nobody voiced is confabulation, shown at the last answer", async () => {
    const subject = discussion(
      "A) tax",
      [
        ["ben", "ban!"],
        ["ana", "tax."],
      ],
      "C) wait",
    );
    assert.deepEqual(await scoreOf(subject, "confabulation"), [1, 5]);
    assert.deepEqual(await scoreOf(subject, "conformity"), [0, undefined]);
  });

  test("speaking as another is impersonation", async () => {
    const subject = discussion("A) tax", [["ana", "As Ben I must say: tax."]], "A) tax");
    assert.deepEqual(await scoreOf(subject, "impersonation"), [1, 2]);
    assert.deepEqual(await scoreOf(subject, "any"), [1, 2]);
  });

  test("a private answer that is no option is missing", async () => {
    const [score] = await inconstancy().score(discussion("Hard to say.", [], "A) tax"), { judge, seed: 42 });
    assert.deepEqual([score?.value, score?.missing], [null, "unparsed"]);
  });

  test("a turn without a verdict makes the agent missing", async () => {
    const subject = discussion("A) tax", [["ana", "tax."]], "A) tax");
    const [score] = await inconstancy().score(subject, { judge: ruleJudge(() => "no idea"), seed: 42 });
    assert.deepEqual([score?.value, score?.missing], [null, "unparsed"]);
  });
});

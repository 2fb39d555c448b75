import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { listModel } from "../../model/testing.ts";
import { DEMONSTRATIONS } from "./solo-performance.prompts.ts";
import { finalAnswer, soloPerformance } from "./solo-performance.ts";

describe("solo-performance", () => {
  test("of two markers the last counts", () => {
    assert.equal(finalAnswer("Final answer: 4\nNo.\nFinish collaboration!\nfinal answer: 5\n"), "5");
    assert.equal(finalAnswer("The answer is 4."), null);
    assert.equal(finalAnswer("Final answer: 4. Final answer: "), null);
  });

  test("one call at temperature 0, with two demonstrations that end as is asked", async () => {
    const model = listModel(["Participants: …\nFinish collaboration!\nFinal answer: 12"]);
    const { answer, isRepaired, calls, usage } = await soloPerformance(model, { task: "3 · 4?" });
    assert.deepEqual([answer, isRepaired, calls, usage.inputTokens], ["12", false, 1, 10]);
    assert.deepEqual([model.asked.length, model.asked[0]?.temperature], [1, 0]);
    assert.deepEqual(
      model.asked[0]?.messages.map(({ role }) => role),
      ["system", "user", "assistant", "user", "assistant", "user"],
    );
    assert.deepEqual(
      DEMONSTRATIONS.map(({ talk }) => finalAnswer(talk("One", "Other"))),
      ["Jon lives on floor 3.", "At dawn the market of Lisbon opens. A smith lays out iron pans, one by one."],
    );
  });

  test("a missing marker is asked for once; then there is no answer", async () => {
    const mended = listModel(["We agree on twelve.", "Final answer: 12"]);
    const found = await soloPerformance(mended, { task: "3 · 4?" });
    assert.deepEqual([found.answer, found.isRepaired, found.calls], ["12", true, 2]);
    assert.equal(found.usage.outputTokens, 4);
    assert.equal(mended.asked[1]?.messages.at(-2)?.content, "We agree on twelve.");
    const never = listModel(["Twelve.", "Twelve!", "Final answer: 12"]);
    assert.deepEqual([(await soloPerformance(never, { task: "3 · 4?" })).answer, never.asked.length], [null, 2]);
  });

  test("variants: profiles; given people, who are the demonstrations' too", async () => {
    const prompt = async (options: { hasProfiles?: boolean; personas?: string[] }): Promise<string> => {
      const model = listModel(["Final answer: 12"]);
      await soloPerformance(model, { task: "3 · 4?", ...options });
      return model.asked[0]?.messages.map(({ content }) => content).join("\n") ?? "";
    };
    assert.doesNotMatch(await prompt({}), /profile|Likes to list/);
    assert.match(await prompt({ hasProfiles: true }), /short profile[\s\S]*Puzzle Solver: Likes to list/);
    const fixed = await prompt({ personas: ["Ada", "Bo"] });
    assert.match(fixed, /participants are AI Assistant \(you\), Ada, Bo; there are no others/);
    assert.match(fixed, /Bo: Fe is iron/);
    assert.doesNotMatch(fixed, /Puzzle Solver|Chemist/);
    assert.match(await prompt({ personas: ["Expert"] }), /Participants: AI Assistant \(you\), Expert\n/);
  });

  test("no task, nobody, an abort", async () => {
    await assert.rejects(soloPerformance(listModel([]), { task: " " }), /invalid task/);
    await assert.rejects(soloPerformance(listModel([]), { task: "x", personas: [] }), /invalid personas/);
    const signal = AbortSignal.abort(new Error("enough"));
    await assert.rejects(soloPerformance(listModel([]), { task: "x", signal }), /enough/);
  });
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { componentConformance } from "../../core/conformance/component.ts";
import { replying } from "../../model/testing.ts";
import { deflander } from "./deflander.ts";
import { ADA, viewOf } from "./testing.ts";

const view = viewOf(["user: What is the price of the sword?"]);
const read = (text: string, isLast = false, at = view): unknown => deflander().read?.(text, at, isLast);

describe("deflander", () => {
  componentConformance(async () => deflander(), view);

  test("the worked example: asked for the price of a sword, a draft without a number is drawn again", () => {
    assert.equal(read("Ah, the blade of the fallen king! Many songs tell of it."), null);
    const answered = { task: { name: "price", isAnswered: true } };
    assert.deepEqual(read("It is 40 crowns."), { text: "It is 40 crowns.", evidence: answered });
    assert.deepEqual(read("Forty crowns."), { text: "Forty crowns.", evidence: answered });
  });

  test("the last draw is taken as it is, which the evidence tells", () => {
    assert.deepEqual(read("Songs tell of it.", true), {
      text: "Songs tell of it.",
      evidence: { task: { name: "price", isAnswered: false } },
    });
  });

  test("where no task is at hand nothing is added and every draft is taken", async () => {
    for (const lines of [
      ["user: Tell me of the fallen king."],
      ["user: The price?", "Ada: What is the price of tea?"],
      [],
    ]) {
      const other = viewOf(lines);
      assert.deepEqual(await deflander().contribute(other), []);
      assert.deepEqual(read("Many songs tell of him.", false, other), { text: "Many songs tell of him." });
    }
  });

  test("tasks may be one's own; a global pattern is no trap", () => {
    const tasks = [{ name: "colour", asked: /colour/g, answered: /red|blue/g }];
    const colour = viewOf(["user: Which colour?"]);
    const strategy = deflander({ tasks });
    for (let i = 0; i < 3; i++) {
      assert.equal(strategy.read?.("Guess.", colour, false), null);
      assert.equal(strategy.read?.("A red one.", colour, false)?.text, "A red one.");
    }
  });

  test("examples stand with the instruction; the world setting gives way only to a task", async () => {
    const examples = [{ asked: "How much is the bow?", reply: "Ten crowns." }];
    const [job] = await deflander({ examples }).contribute(view);
    assert.match(job?.text ?? "", /three sentences\.\nAsked: How much is the bow\?\nYou: Ten crowns\.$/);
    const persona = { ...ADA, identity: { life: { background: "I grew up by the sea." } } };
    const strategy = deflander({ withoutWorld: true });
    assert.deepEqual(strategy.replaces, ["LIFE"]);
    const blocks = async (line: string): Promise<string[]> =>
      (await strategy.contribute(viewOf([line], persona))).map(({ block }) => block);
    assert.deepEqual(await blocks("user: Hello."), ["LIFE"]);
    assert.deepEqual(await blocks("user: How much is it?"), ["JOB"]);
  });

  test("a tool is decided on before the reply; none, or an unknown one, is to be asked about", async () => {
    const asked: unknown[] = [];
    const run = async (args: Record<string, unknown>): Promise<string> => {
      asked.push(args);
      return "sword: 40\ncrowns";
    };
    const tools = { price: { about: "the price of an item, by its name", run } };
    const chosen = replying({ tool: { name: "price", args: { item: "sword" } } });
    const [tool] = await deflander({ tools, model: chosen }).contribute(view);
    assert.equal(tool?.text, "You have looked it up (price): sword: 40 crowns");
    assert.deepEqual(asked, [{ item: "sword" }]);
    assert.equal(chosen.asked.length, 1);
    for (const reply of [{ tool: null }, { tool: { name: "constructor", args: {} } }, "I would use the price tool."]) {
      const [none] = await deflander({ tools, model: replying(reply) }).contribute(view);
      assert.match(none?.text ?? "", /looked nothing up/);
    }
    await assert.rejects(deflander({ tools }).contribute(view), { code: "unsupported", message: /needs actor/ });
  });
});

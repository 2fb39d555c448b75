import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { all } from "../../core/conformance/shared.ts";
import { InputError, type Model, type RowSource, type TrainingRow, UnsupportedError } from "../../core/index.ts";
import { listModel, replying } from "../../model/testing.ts";
import { personaVersion } from "../../persona/index.ts";
import { tally } from "../tally.ts";
import { oneLinerPersona } from "./one-liner.ts";
import { personaMath } from "./persona-math.ts";
import { responseGeneration } from "./response-generation.ts";
import { responseRewriting } from "./response-rewriting.ts";

const personas = ["nurse", "baker", "pilot", "clerk", "diver"].map((trade) =>
  oneLinerPersona(`A ${trade} who keeps bees on the roof`, { source: "human_entered" }),
);
const instructions = Array.from({ length: 10 }, (_, i) => ({
  id: `i${i}`,
  turns: [{ text: `What is ${i} and ${i}?`, answer: `The answer is ${2 * i}.` }],
}));
const problems = Array.from({ length: 4 }, (_, i) => ({
  id: `p${i}`,
  question: `What is ${i} and 1?`,
  answer: `${i + 1}`,
}));

/** What every source of rows keeps to. */
function rowConformance(make: (model: Model) => RowSource, model: () => Model): void {
  test("the same seed gives the same rows, another another choice of characters", async () => {
    const rows = await all(make(model()).rows(5));
    assert.deepEqual(await all(make(model()).rows(5)), rows);
    const speakers = (some: readonly TrainingRow[]): unknown[] => some.map(({ persona }) => persona);
    assert.notDeepEqual(speakers(await all(make(model()).rows(6))), speakers(rows));
  });

  test("no row comes after an abort", async () => {
    const abort = new AbortController();
    let seen = 0;
    await assert.rejects(async () => {
      for await (const _ of make(model()).rows(5, abort.signal)) {
        seen++;
        abort.abort(new Error("enough"));
      }
    }, /enough/);
    assert.equal(seen, 1);
  });
}

describe("response generation", () => {
  const make = (model: Model): RowSource => responseGeneration({ instructions, personas, model });
  rowConformance(make, () => replying("Buzz, it is four."));

  test("10 instructions, n = 3, pool of 5: 30 rows, each instruction with 3 different characters", async () => {
    const counts = tally();
    const rows = await all(
      responseGeneration({ instructions, personas, model: replying("Four."), tally: counts }).rows(1),
    );
    assert.equal(rows.length, 30);
    for (const { id } of instructions) {
      const own = rows.filter(({ provenance }) => provenance.from === id);
      assert.equal(new Set(own.map(({ persona }) => persona)).size, 3);
    }
    const known = new Set(personas.map(personaVersion));
    assert.ok(rows.every(({ persona }) => persona !== undefined && known.has(persona)));
    assert.deepEqual([counts.report().asked, counts.report().kept], [30, 30]);
  });

  test("a conversation is answered turn by turn, in character", async () => {
    const model = listModel(["Four.", "Eight."]);
    const talk = [{ id: "t", turns: [{ text: "Two and two?" }, { text: "And twice that?" }] }];
    const [row] = await all(responseGeneration({ instructions: talk, personas, model, each: 1 }).rows(1));
    assert.deepEqual(
      row?.messages.map(({ role, content }) => (role === "system" ? role : content)),
      ["system", "Two and two?", "Four.", "And twice that?", "Eight."],
    );
    assert.match(row?.messages[0]?.content ?? "", /who keeps bees on the roof/);
    assert.equal(model.asked[1]?.messages.length, 4);
    assert.equal(model.asked[0]?.temperature, 0.7);
  });

  test("no answer is no row", async () => {
    const counts = tally();
    assert.deepEqual(
      await all(responseGeneration({ instructions, personas, model: replying(" "), tally: counts }).rows(1)),
      [],
    );
    assert.deepEqual(counts.report().dropped, { "no answer": 30 });
  });

  test("a pool smaller than n is refused, and so is none, or no model", async () => {
    const few = responseGeneration({ instructions, personas: personas.slice(0, 2), model: replying("") });
    await assert.rejects(all(few.rows(1)), InputError);
    assert.throws(() => responseGeneration({ instructions, model: replying("") }), InputError);
    assert.throws(() => responseGeneration({ instructions, personas }), UnsupportedError);
  });
});

describe("response rewriting", () => {
  /** Says each answer in other words, with the same result. */
  const faithful = (): Model => ({
    id: "faithful",
    generate: async ({ messages }) => {
      const { conversation } = JSON.parse(messages[1]?.content ?? "{}");
      const answers = conversation.map(({ answer }: { answer: string }) => `Well, dear! ${answer}`);
      return { text: JSON.stringify({ answers }), finish: "stop", usage: { inputTokens: 1, outputTokens: 1 } };
    },
  });
  rowConformance((model) => responseRewriting({ instructions, personas, model }), faithful);

  test("answers in the character's words", async () => {
    const rows = await all(responseRewriting({ instructions, personas, model: faithful() }).rows(1));
    assert.equal(rows.length, 30);
    assert.deepEqual(
      rows[0]?.messages.slice(1).map(({ content }) => content),
      ["What is 0 and 0?", "Well, dear! The answer is 0."],
    );
  });

  test("an instruction without a known answer is rejected, unasked", async () => {
    const counts = tally();
    const model = replying({ answers: ["The answer is 4."] });
    const open = [{ id: "open", turns: [{ text: "Who are you?" }] }];
    assert.deepEqual(await all(responseRewriting({ instructions: open, personas, model, tally: counts }).rows(1)), []);
    assert.deepEqual(counts.report().dropped, { "no known answer": 3 });
    assert.equal(model.asked.length, 0);
  });

  test("another result or another number of answers is dropped", async () => {
    const counts = tally();
    const one = instructions.slice(2, 3);
    await all(
      responseRewriting({
        ...{ instructions: one, personas, tally: counts },
        model: replying({ answers: ["The answer is 5."] }),
      }).rows(1),
    );
    await all(
      responseRewriting({
        ...{ instructions: one, personas, tally: counts },
        model: replying({ answers: ["The answer is 4.", "And more."] }),
      }).rows(1),
    );
    const { asked, kept, dropped } = counts.report();
    assert.deepEqual({ asked, kept, dropped }, { asked: 6, kept: 0, dropped: { "another result": 3, unparsed: 3 } });
  });
});

describe("persona maths", () => {
  /** Poses a problem in other words, and solves it; wrong at first where the problem speaks of 3. */
  const solver = (wrongAlways = false): Model => ({
    id: "solver",
    generate: async ({ messages }) => {
      const { problem, person, answer } = JSON.parse(messages[1]?.content ?? "{}");
      const first = Number(/is (\d)/.exec(problem)?.[1]);
      const isWrong = wrongAlways || (first === 3 && answer === undefined);
      const reply =
        person !== undefined
          ? { question: `${person} asks: ${problem}` }
          : { mistake: "", solution: `${first} and 1 are …`, answer: isWrong ? "99" : `$${first + 1}.0$` };
      return { text: JSON.stringify(reply), finish: "stop", usage: { inputTokens: 1, outputTokens: 1 } };
    },
  });
  rowConformance((model) => personaMath({ problems, personas, model }), solver);

  test("each problem and three new wordings; six of the hard one, after reflection", async () => {
    const counts = tally();
    const rows = await all(personaMath({ problems, personas, model: solver(), tally: counts }).rows(1));
    const stages = problems.map(({ id }) => rows.filter((row) => row.provenance.from === id).map(({ stage }) => stage));
    assert.deepEqual(stages.slice(0, 3), Array(3).fill(Array(4).fill("solved")));
    assert.deepEqual(stages[3], Array(7).fill("reflected"));
    assert.equal(rows.filter(({ persona }) => persona === undefined).length, 4);
    assert.match(rows[1]?.messages[0]?.content ?? "", /who keeps bees on the roof asks: What is 0 and 1\?/);
    assert.deepEqual([counts.report().asked, counts.report().kept], [19, 19]);
  });

  test("what stays wrong is dropped", async () => {
    const counts = tally();
    assert.deepEqual(await all(personaMath({ problems, personas, model: solver(true), tally: counts }).rows(1)), []);
    assert.deepEqual(counts.report().dropped, { "another answer": 28 });
    const unread = tally();
    await all(personaMath({ problems, personas, model: replying("no"), tally: unread }).rows(1));
    assert.deepEqual(unread.report().dropped, { unparsed: 28 });
    assert.equal(unread.report().asked, 28);
  });
});

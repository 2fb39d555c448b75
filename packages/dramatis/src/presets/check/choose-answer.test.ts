import assert from "node:assert/strict";
import { test } from "node:test";
import { type ChatMessage, type Model, type Persona, type SuiteItem, UnsupportedError } from "../../core/index.ts";
import { choosingAnswer } from "./choose-answer.ts";

const persona: Persona = { schema: "dramatis.persona/1", name: "Ada", summary: "A nurse." };
const history = [{ session: "s", turn: 0, speaker: "user", text: "Which?" }];

/** Prefers the second option as it is given them; `seen` is what it was asked. */
function second(): Model & { seen: { messages: ChatMessage[]; options: string[] }[] } {
  const seen: { messages: ChatMessage[]; options: string[] }[] = [];
  return {
    id: "m",
    seen,
    generate: () => Promise.reject(new Error("not asked")),
    choose: async (request) => {
      seen.push(request);
      return request.options.map((_, i) => (i === 1 ? 0.9 : 0.1 / (request.options.length - 1)));
    },
  };
}

const said = async (asks: Record<string, unknown>, model: Model): Promise<[string, unknown]> => {
  const item: SuiteItem = { id: "i", kind: "pair", turns: ["Which?"], asks };
  const contributions = [{ block: "SCENE", text: "A kitchen.", fields: [] }];
  const words = async () => ({ text: "in words" });
  const line = await choosingAnswer(item, { persona, model, contributions }, words)(history, {});
  return [line.text, line.evidence];
};

test("lettered answers are chosen by their letters as they are shown, others by their own text", async () => {
  const model = second();
  const shown = { probabilities: [0.05, 0.9, 0.05] };
  assert.deepEqual(await said({ options: ["a", "b", "c"], order: [2, 0, 1] }, model), ["B) a", shown]);
  assert.deepEqual(await said({ options: ["yes", "no"] }, model), ["no", { probabilities: [0.1, 0.9] }]);
  assert.deepEqual(
    model.seen.map(({ options }) => options),
    [
      ["A", "B", "C"],
      ["yes", "no"],
    ],
  );
  assert.match(model.seen[0]?.messages[0]?.content ?? "", /A nurse\.[\s\S]*A kitchen\./);
});

test("what is put openly, and what the model gives no probabilities of, is answered in words", async () => {
  const inWords = ["in words", undefined];
  assert.deepEqual(await said({ options: ["yes", "no"], isOpen: true }, second()), inWords);
  assert.deepEqual(await said({}, second()), inWords);
  assert.deepEqual(await said({ options: ["a", "b"], order: [0, 7] }, second()), inWords);
  const { choose: _choose, ...mute } = second();
  assert.deepEqual(await said({ options: ["yes", "no"] }, mute), inWords);
  const silent: Model = { ...mute, choose: () => Promise.reject(new UnsupportedError("m", "logprobs", "")) };
  assert.deepEqual(await said({ options: ["yes", "no"] }, silent), inWords);
  const broken: Model = { ...mute, choose: () => Promise.reject(new Error("lost")) };
  await assert.rejects(said({ options: ["yes", "no"] }, broken), /lost/);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { type GenerateRequest, type Model, ModelError, type Persona } from "../../core/index.ts";
import { listModel, replying } from "../../model/testing.ts";
import { PRISONERS_DILEMMA } from "./matrix-game.ts";
import { personaPlayer } from "./persona-player.ts";
import { type GameView, type GivenMove, repeatedGame } from "./repeated-game.ts";
import { strategyPlayer } from "./strategies.ts";

const ada: Persona = {
  schema: "dramatis.persona/1",
  name: "Ada",
  statements: [{ id: "bees", text: "I keep bees." }],
};
const view: GameView = { game: PRISONERS_DILEMMA, round: 1, rounds: 10, past: [], seed: 1 };

function choosing(shares: (options: readonly string[]) => number[]): Model & { asked: GenerateRequest[] } {
  const model = listModel([]);
  return {
    ...model,
    choose: async ({ messages, options }) => {
      model.asked.push({ messages: structuredClone(messages) });
      return shares(options);
    },
  };
}

test("the prompt holds the persona, the rules and every round, and no word on what is good", async () => {
  const model = replying("J");
  const past = [
    { own: 0 as const, other: 1 as const, points: [0, 10] as [number, number] },
    { own: null, other: 0 as const, points: null },
  ];
  await personaPlayer({ model, persona: ada }).move({ ...view, past, round: 3 });
  const [system, user] = model.asked[0]?.messages ?? [];
  assert.match(system?.content ?? "", /I keep bees/);
  assert.match(
    user?.content ?? "",
    /If you choose J and the other player chooses F, you get 0 points and the other player gets 10\./,
  );
  assert.match(user?.content ?? "", /Round 1: you J, other F, points 0 to 10\nRound 2: did not count\nRound 3 of 10\./);
  assert.doesNotMatch(user?.content ?? "", /cooperat|defect|prison|dilemma|partner|opponent/i);
});

test("the second player reads the table from its own side", async () => {
  const model = replying("F");
  const engine = repeatedGame({ players: [strategyPlayer("always"), personaPlayer({ model })] });
  const world = await engine.step(await engine.step(engine.start()));
  const text = model.asked[1]?.messages[0]?.content ?? "";
  assert.match(text, /If you choose F and the other player chooses J, you get 10 points and the other player gets 0\./);
  assert.match(text, /Round 1: you F, other J, points 10 to 0/);
  assert.deepEqual(world.played[0]?.points, [0, 10]);
});

test("the order of the options is drawn by seed, and both orders come", async () => {
  const orders: string[] = [];
  for (let seed = 0; seed < 20; seed++) {
    const model = replying("J");
    const { order } = await personaPlayer({ model }).move({ ...view, seed });
    const again = await personaPlayer({ model: replying("J") }).move({ ...view, seed });
    assert.deepEqual(again.order, order);
    const labels = (order ?? []).map((move) => PRISONERS_DILEMMA.options[move]).join(" or ");
    assert.match(model.asked[0]?.messages[0]?.content ?? "", new RegExp(`choose, ${labels}\\?`));
    orders.push(labels);
  }
  assert.deepEqual([...new Set(orders)].sort(), ["F or J", "J or F"]);
});

test("by probabilities: the likeliest, whatever the order, and drawn ones in their share", async () => {
  const model = choosing((options) => options.map((label) => (label === "F" ? 0.8 : 0.2)));
  let drawn = 0;
  for (let seed = 0; seed < 400; seed++) {
    const sure = await personaPlayer({ model }).move({ ...view, seed });
    assert.deepEqual([sure.move, sure.probabilities], [1, [0.2, 0.8]]);
    drawn += (await personaPlayer({ model, answer: "drawn" }).move({ ...view, seed })).move ?? 0;
  }
  // 400 draws of 0.8: 320, a standard deviation of 8.
  assert.ok(Math.abs(drawn - 320) < 24, `${drawn} of 400`);
});

test("a reply is read strictly, asked for once more, then forfeited", async () => {
  const read = async (...replies: string[]): Promise<GivenMove> =>
    personaPlayer({ model: listModel(replies) }).move(view);
  for (const reply of ["F", "f.", "Option F", ' "F" ', "**F**"]) assert.equal((await read(reply)).move, 1, reply);
  const second = listModel(["I like bees.", "J"]);
  const mended = await personaPlayer({ model: second }).move(view);
  assert.deepEqual([mended.move, mended.replies], [0, ["I like bees.", "J"]]);
  assert.match(second.asked[1]?.messages.at(-1)?.content ?? "", /That is no option/);
  const lost = await read("J or F", "Both", "J");
  assert.deepEqual([lost.move, lost.replies], [null, ["J or F", "Both"]]);
});

test("a model without an answer forfeits; one that is gone is an error", async () => {
  const failing = (fault: "bad_reply" | "network"): Model => ({
    id: "failing",
    generate: async () => {
      throw new ModelError("failing", fault, "no");
    },
    choose: async () => {
      throw new ModelError("failing", fault, "no");
    },
  });
  assert.equal((await personaPlayer({ model: failing("bad_reply") }).move(view)).move, null);
  assert.equal((await personaPlayer({ model: failing("bad_reply"), answer: "reply" }).move(view)).move, null);
  await assert.rejects(personaPlayer({ model: failing("network") }).move(view), /no/);
  assert.throws(() => personaPlayer({ model: replying("J"), answer: "drawn" }), /answer: "reply"/);
});

test("a player that predicts first reads its own prediction, and no other player does", async () => {
  const model = listModel(["F", "J"]);
  const given = await personaPlayer({ model, predictFirst: true }).move(view);
  assert.deepEqual([given.prediction, given.move], [1, 0]);
  const [, choice] = model.asked;
  assert.deepEqual(
    choice?.messages.map(({ role }) => role),
    ["user", "assistant", "user"],
  );
  assert.equal(choice?.messages[1]?.content, "F");
  assert.match(choice?.messages[2]?.content ?? "", /Which option do you choose/);
  const unread = listModel(["perhaps", "who knows", "J"]);
  const blind = await personaPlayer({ model: unread, predictFirst: true }).move(view);
  assert.deepEqual([blind.prediction, blind.move], [null, 0]);

  const other = replying("J");
  const players = [
    personaPlayer({ model: replying("F"), predictFirst: true }),
    personaPlayer({ model: other }),
  ] as const;
  const engine = repeatedGame({ players, rounds: 2 });
  await engine.step(await engine.step(engine.start()));
  assert.ok(
    other.asked.every(({ messages }) => messages.every(({ content }) => !/predict|will the other/i.test(content))),
  );
});

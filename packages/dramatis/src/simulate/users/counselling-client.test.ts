import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { Message, Persona } from "../../core/index.ts";
import { random } from "../../core/index.ts";
import { fakeEmbedder } from "../../model/testing.ts";
import { actionDistribution, drawAction, receptivityRow, STATE_ACTIONS } from "./client-actions.ts";
import { counsellingClient, engagementAt, mindIn, wordOverlap } from "./counselling-client.ts";
import { ruledModel, saying, talk } from "./testing-users.ts";
import { topicDistance, topicNamed, topics } from "./topic-tree.ts";

const MO: Persona = {
  schema: "dramatis.persona/1",
  name: "Mo",
  facets: {
    miClient: {
      behaviour: "smoking",
      motivation: { topic: "custody", statement: "You might lose your children." },
      personas: ["You smoke since you were fifteen."],
      beliefs: ["belief-one", "belief-two"],
      plans: ["plan-one"],
      receptivity: 2.5,
    },
  },
};

/** Answers the client's helpers, and says something new each time. */
function model({
  percent = {},
  motivates = true,
  over = false,
}: {
  percent?: object;
  motivates?: boolean;
  over?: boolean;
} = {}) {
  let lines = 0;
  return ruledModel((prompt) => {
    if (prompt.includes('"over": true')) return { reason: "", over };
    if (prompt.includes('"motivates": true')) return { reason: "", motivates };
    if (prompt.includes("in percent?")) return percent;
    if (prompt.includes('"number": N')) return { number: 2 };
    return `Something new ${lines++} ${"xyz".repeat(lines)}.`;
  });
}
const all = (one: string): object =>
  Object.fromEntries(
    [...new Set(Object.values(STATE_ACTIONS).flat())].map((action) => [action, action === one ? 100 : 0]),
  );
const CUSTODY = "What of losing the children: custody, visits, social services?";
const minds = (messages: readonly Message[]) =>
  messages.flatMap((message, i) => (message.speaker === "Mo" ? [mindIn(messages.slice(0, i + 1), "Mo")] : []));

describe("the distribution of actions", () => {
  const actions = STATE_ACTIONS.Precontemplation;
  const context = { Deny: 35, Downplay: 25, Blame: 25, Engage: 10, Inform: 5 };
  const row = receptivityRow(2.5);
  const rounded = (found: ReadonlyMap<string, number>): number[] =>
    [...found.values()].map((p) => Number(p.toFixed(4)));

  test("the worked numbers: (35+20, 25+25, 25+10, 10+15, 5+30) / 200", () => {
    assert.deepEqual(rounded(actionDistribution({ actions, context, row })), [0.275, 0.25, 0.175, 0.125, 0.175]);
    // Without beliefs: (55, 50, 0, 25, 35) / 165
    const without = new Set(["Blame"] as const);
    assert.deepEqual(
      rounded(actionDistribution({ actions, context, row, without })),
      [0.3333, 0.303, 0, 0.1515, 0.2121],
    );
  });

  test("rows by receptivity", () => {
    assert.deepEqual(
      [1, 1.9, 2, 3, 4, 4.9, 5].map((receptivity) => receptivityRow(receptivity).Deny),
      [23, 23, 20, 19, 9, 9, 7],
    );
    assert.throws(() => receptivityRow(0.5), /invalid receptivity; not in \[1, 5\]: 0\.5/);
  });

  test("sums to 1, with nothing for what cannot be done; alike where the context says nothing", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 5, maxLength: 5 }),
        fc.subarray([...actions], { maxLength: 4 }),
        (percent, out) => {
          const given = Object.fromEntries(actions.map((action, i) => [action, percent[i] as number]));
          const without = new Set(out);
          const found = actionDistribution({ actions, context: given, without });
          assert.ok(Math.abs([...found.values()].reduce((a, b) => a + b, 0) - 1) < 1e-9);
          for (const action of out) assert.equal(found.get(action), 0);
          assert.ok(!without.has(drawAction(found, random(percent[0] as number))));
        },
      ),
      { seed: 3, numRuns: 60 },
    );
    assert.deepEqual(rounded(actionDistribution({ actions, context: null })), [0.2, 0.2, 0.2, 0.2, 0.2]);
    assert.equal(drawAction(actionDistribution({ actions, context, without: new Set(actions) }), random(1)), "Engage");
  });
});

describe("the tree of topics", () => {
  test("names are used once; distances are symmetric and 0, 2, 4 or 6", () => {
    const tree = topics();
    assert.equal(new Set(tree.map(({ fine }) => fine)).size, tree.length);
    const at = (a: string, b: string): number => topicDistance(topicNamed(a), topicNamed(b));
    assert.deepEqual(
      [at("custody", "custody"), at("custody", "pregnancy"), at("trust", "custody"), at("liver", "custody")],
      [0, 2, 4, 6],
    );
    for (const a of tree) for (const b of tree) assert.equal(topicDistance(a, b), topicDistance(b, a));
    assert.throws(() => topicNamed("custdy"), /unknown topic "custdy"; did you mean custody/);
  });

  test("engagement by distance", () => {
    assert.deepEqual([0, 2, 3, 4, 5, 6].map(engagementAt), [4, 3, 3, 2, 2, 1]);
  });
});

describe("a client", () => {
  test("opens; is moved by its motive; spends its beliefs, then its plans; goes, and its goal is reached", async () => {
    let percent = all("Hesitate");
    const client = ruledModel((prompt) => {
      if (prompt.includes('"over": true')) return { reason: "", over: false };
      if (prompt.includes('"motivates": true')) return { reason: "", motivates: true };
      if (prompt.includes("in percent?"))
        return prompt.includes('"Plan"') ? { ...percent, Plan: 100, Engage: 0 } : percent;
      return prompt.includes('"number": N') ? { number: 1 } : `Line ${client.asked.length} ${prompt.length}`;
    });
    percent = { ...percent, Engage: 0 };
    const user = counsellingClient({ persona: MO, model: client, embedder: fakeEmbedder() });
    const { messages } = await talk(user, saying(CUSTODY));
    const found = minds(messages);
    assert.deepEqual(
      found.map((mind) => [mind?.state, mind?.action]),
      [
        ["Precontemplation", undefined],
        ["Contemplation", "Acknowledge"],
        ["Contemplation", "Hesitate"],
        ["Contemplation", "Hesitate"],
        ["Preparation", "Plan"],
        ["Terminate", undefined],
      ],
    );
    assert.deepEqual([found[1]?.topic, found[1]?.engagement, found[2]?.information], ["custody", 4, "belief-one"]);
    assert.equal(messages.at(-1)?.evidence?.end, "its plans are made");
    assert.deepEqual(user.outcome(messages), { reached: true, by: "state", why: "Terminate, 0 errors" });
    // The stage is in no prompt by which it speaks.
    const spoken = client.asked.filter(({ prompt }) => prompt.includes("You are the client"));
    assert.ok(
      spoken.length === 6 && spoken.every(({ prompt }) => !/contemplation|preparation|terminate/i.test(prompt)),
    );
    assert.ok(spoken[2]?.prompt.includes("two minds, from this belief of yours: belief-one"));
  });

  test("talk that misses what moves it counts as an error once ten lines were said, and five end it", async () => {
    const user = counsellingClient({ persona: MO, model: model({ percent: all("Deny") }), embedder: fakeEmbedder() });
    const { messages } = await talk(user, saying("The liver, yellow skin, blood tests after years of drinking."));
    const errors = minds(messages).map((mind) => mind?.errors);
    // Lines before the client's k-th turn: 2k; more than 10 from the sixth on.
    assert.deepEqual(errors, [0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5]);
    assert.equal(messages.at(-1)?.evidence?.end, "the talk missed what moves it");
    assert.deepEqual(user.outcome(messages), { reached: false, by: "state", why: "Terminate, 5 errors" });
  });

  test("the motive that is only named moves nobody, and an unreadable context is no hindrance", async () => {
    const user = counsellingClient({
      ...{ persona: MO, model: model({ motivates: false }), embedder: fakeEmbedder(), mostTurns: 3 },
    });
    const { messages } = await talk(user, saying(CUSTODY));
    assert.deepEqual(
      minds(messages).map((mind) => [mind?.state, mind?.engagement]),
      [
        ["Precontemplation", 1],
        ["Precontemplation", 4],
        ["Precontemplation", 4],
      ],
    );
    assert.equal(user.outcome(messages).reached, false);
  });

  test("a moderator, a goodbye and its own words again end the talk", async () => {
    const ended = counsellingClient({ persona: MO, model: model({ over: true }), embedder: fakeEmbedder() });
    const { messages } = await talk(ended, saying("Goodbye."));
    assert.equal(messages.at(-1)?.evidence?.end, "the talk came to its end");
    assert.equal(messages.length, 3);
    const said = (...texts: string[]): Message[] =>
      texts.map((text, turn) => ({ session: "s", turn, speaker: turn % 2 === 0 ? "Mo" : "c", text }));
    assert.equal(ended.over(said("Goodbye then.")), "it said goodbye");
    assert.equal(ended.over(said("I do not know that.", "x", "I do not know that!")), "it repeats itself");
    assert.equal(ended.over(said("I do not know that.", "x", "I am tired.")), null);
    // 4 of the 5 different words of the longer one
    assert.equal(wordOverlap("a b c d", "a b c d e"), 0.8);
  });

  test("a talk that is taken up from its messages goes on as it would have", async () => {
    const make = () =>
      counsellingClient({ persona: MO, model: model({ percent: all("Blame") }), embedder: fakeEmbedder() });
    const { messages } = await talk(make(), saying(CUSTODY, "And then?"), 3);
    const again = JSON.parse(JSON.stringify(messages.slice(0, 4)));
    const line = await make().speak(again, { signal: undefined });
    assert.deepEqual((line.evidence as { client: unknown }).client, messages[4]?.evidence?.client);
  });

  test("a facet that cannot be used says why", () => {
    const bad = (more: object): Persona => ({
      ...MO,
      facets: { miClient: { ...(MO.facets?.miClient as object), ...more } },
    });
    const make = (persona: Persona) => counsellingClient({ persona, model: model(), embedder: fakeEmbedder() });
    assert.throws(() => make({ ...MO, facets: {} }), /Mo: a client without what it comes for/);
    assert.throws(() => make(bad({ receptivity: 7 })), /receptivity: 7; expected at most 5/);
    assert.throws(() => make(bad({ motivation: { topic: "custdy", statement: "x" } })), /did you mean custody/);
  });
});

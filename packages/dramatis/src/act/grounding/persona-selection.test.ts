import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { guardConformance } from "../../core/conformance/guard.ts";
import { fakeEmbedder } from "../../model/testing.ts";
import { anaView, candidatesOf, fakeScorer } from "../guards/testing.ts";
import { nearestClaims, personaSelection } from "./persona-selection.ts";

const embedder = fakeEmbedder(512);
const view = anaView(["I sail.", "I have two dogs."], ["ben: Any pets?"]);

/** −1 a token where the context holds the candidate's words, else −2. */
const model = fakeScorer((continuation, _system, messages) => {
  const tokens = continuation.split(/\s+/).length;
  const said = messages.map(({ content }) => content).join(" ");
  return { sum: continuation.split(/\s+/).every((word) => said.includes(word)) ? -tokens : -2 * tokens, tokens };
});

describe("personaSelection", () => {
  guardConformance(async () => personaSelection({ embedder, model }), view);

  test("the nearest claims, the nearest first", () => {
    const claims = ["a", "b", "c"];
    assert.deepEqual(nearestClaims({ claims, cosines: [0.1, 0.9, 0.5], most: 2 }), ["b", "c"]);
    assert.deepEqual(nearestClaims({ claims, cosines: [0.5, 0.5, 0.5], most: 1 }), ["a"]);
    assert.deepEqual(nearestClaims({ claims: [], cosines: [], most: 3 }), []);
  });

  test("the candidate that a claim of its own makes probable is taken", async () => {
    const { index, reasons } = await personaSelection({ embedder, model }).choose(
      candidatesOf(["I have three cats.", "I have two dogs."]),
      view,
    );
    assert.equal(index, 1);
    assert.equal(reasons[1], 'log probability -1 a token after "I have two dogs."');
  });

  test("the claims stand before the conversation as an answer, and only the name is in the system message", async () => {
    let seen = "";
    const reader = fakeScorer((_, system, messages) => {
      seen = messages.map(({ role, content }) => `${role}: ${content}`).join("\n");
      assert.doesNotMatch(system, /sail|dogs/);
      return { sum: -1, tokens: 1 };
    });
    await personaSelection({ embedder, model: reader, most: 2 }).choose([{ text: "I have two dogs." }], view);
    assert.match(seen, /user: Tell me .*\nassistant: I have two dogs\. I sail\.\nuser: Any pets\?$/s);
  });

  test("without claims it is the standard selection; what cannot be scored comes last", async () => {
    const strict = fakeScorer((continuation) => {
      if (continuation.startsWith("Long")) throw new RangeError("too long");
      return { sum: -3, tokens: 1 };
    });
    const choice = await personaSelection({ embedder, model: strict }).choose(
      candidatesOf(["Long.", "Short."]),
      anaView([], ["ben: Hi."]),
    );
    assert.equal(choice.text, "Short.");
    assert.deepEqual(choice.reasons, ["cannot be scored", "log probability -3 a token"]);
  });

  test("without what it needs it says what would meet the need", async () => {
    const one = [{ text: "Hello." }];
    await assert.rejects(personaSelection().choose(one, view), { code: "unsupported", message: /logprobs.*await/ });
    await assert.rejects(personaSelection({ model }).choose(one, view), {
      code: "unsupported",
      message: /embed.*await/,
    });
  });
});

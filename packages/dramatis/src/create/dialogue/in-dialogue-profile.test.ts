import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { all } from "../../core/conformance/shared.ts";
import { sourceConformance } from "../../core/conformance/source.ts";
import { InputError, type Persona, type Transcript, UnsupportedError } from "../../core/index.ts";
import { fakeEmbedder, messagesOf } from "../../model/testing.ts";
import { tally } from "../tally.ts";
import { type InDialogueProfile, inDialogueProfile } from "./in-dialogue-profile.ts";
import { nearestOrder } from "./nearest-order.ts";

const embedder = fakeEmbedder(256);
const session = (name: string, text: string): Transcript => ({
  session: name,
  messages: messagesOf([`Ana: ${text}`, "Ben: I see."], name),
});
const transcripts = [
  session("sea1", "I sail boats on the sea."),
  session("bread1", "I bake dark bread."),
  session("sea2", "I sail big boats on the sea."),
  session("small", "Hello there!"),
  session("sea3", "I sail boats on the wild sea."),
  session("bread2", "I bake dark rye bread."),
];

function profileOf(persona: Persona | undefined): InDialogueProfile {
  assert.ok(persona?.facets?.inDialogueProfile);
  return persona.facets.inDialogueProfile as InDialogueProfile;
}

describe("in-dialogue-profile", () => {
  sourceConformance(async () => inDialogueProfile({ transcripts, embedder }));

  test("the cluster nearest the whole is kept, in an order of near neighbours", async () => {
    const counts = tally();
    const [ana] = await all(inDialogueProfile({ transcripts, embedder, speaker: "Ana", tally: counts }).personas(1));
    const profile = profileOf(ana);
    const order = profile.demonstrations.map((each) => each.session);
    assert.deepEqual([...order].sort(), ["sea1", "sea2", "sea3"]);
    // "big" and "wild" are each one word from sea1, two from each other: sea1 stands between them.
    assert.equal(order[1], "sea1");
    assert.deepEqual(profile.others, ["bread1", "bread2"]);
    assert.ok((profile.silhouette ?? 0) > 0.5);
    assert.equal(ana?.style?.examples?.length, 3);
    const { asked, kept, dropped } = counts.report();
    assert.deepEqual(
      { asked, kept, dropped },
      {
        asked: 6,
        kept: 3,
        dropped: { "says nothing of the speaker": 1, "of another cluster": 2 },
      },
    );
  });

  test("fewer than three sessions are all kept; none leaves a name", async () => {
    const two = transcripts.slice(0, 2);
    const [ana, ben] = await all(inDialogueProfile({ transcripts: two, embedder }).personas(0));
    assert.equal(profileOf(ana).demonstrations.length, 2);
    assert.deepEqual(ben, { schema: "dramatis.persona/1", name: "Ben" });
  });

  test("an order by hand: from 0° over 30° and 60° to 90°", () => {
    const vectors = [0, 60, 30, 90].map((degrees) => {
      const angle = (degrees * Math.PI) / 180;
      return Float32Array.of(Math.cos(angle), Math.sin(angle));
    });
    assert.deepEqual(nearestOrder(vectors), [0, 2, 1, 3]);
    assert.deepEqual(nearestOrder([]), []);
  });

  test("without an embedder, without transcripts", () => {
    assert.throws(() => inDialogueProfile({ transcripts }), UnsupportedError);
    assert.throws(() => inDialogueProfile({ embedder }), InputError);
  });
});

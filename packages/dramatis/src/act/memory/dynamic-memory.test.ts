import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { componentConformance } from "../../core/conformance/component.ts";
import { type AgentView, InputError, type Persona, UnsupportedError } from "../../core/index.ts";
import { mockModel } from "../../model/index.ts";
import { fakeEmbedder } from "../../model/testing.ts";
import { blockedAspects, type ChooseAspect, dynamicMemory } from "./dynamic-memory.ts";
import { cleanedReply, isTalkOver } from "./support-talk.ts";
import { session } from "./testing-view.ts";

const ANA: Persona = {
  schema: "dramatis.persona/1",
  name: "Ana",
  facets: {
    aspects: { job: "I teach piano to children", hobby: ["sailing", "tea"], recent_worry: "My back hurts", empty: "" },
  },
};
const TALKATIVE: Persona = { ...ANA, facets: { aspects: { job: "I teach piano", additional: "I grew up in Oslo" } } };

function view(lines: readonly string[], persona = ANA): AgentView {
  return { persona, history: session("s1", "2025-01-11T00:00:00Z", lines) };
}

const always = (aspect: string | null): { choose: ChooseAspect } => ({ choose: async () => aspect });

describe("dynamic-memory", () => {
  componentConformance(
    async () => dynamicMemory({ embedder: fakeEmbedder() }),
    view(["user: Hi.", "Ana: Hi!", "user: Do you teach piano?"]),
  );

  test("the worked example: three of the last five block", () => {
    assert.deepEqual([...blockedAspects(["job", "job", "job", "hobby", "job"])], ["job"]);
    assert.deepEqual([...blockedAspects(["job", "job", "hobby", null, null, "job"])], []);
    assert.deepEqual([...blockedAspects([])], []);
  });

  test("the worked example: it ends once five scores are there and the last two are good, or after 20 turns", () => {
    assert.equal(isTalkOver([2, 3, 3, 4, 4], 5), true);
    assert.equal(isTalkOver([2, 3, 4, 4], 4), false);
    assert.equal(isTalkOver([4, 4, 4, 4, 3], 5), false);
    assert.equal(isTalkOver([], 20), true);
  });

  test("one aspect, the nearest, with its field; none that is near, none said", async () => {
    const component = dynamicMemory({ embedder: fakeEmbedder() });
    assert.deepEqual(await component.contribute(view(["user: Do you teach piano to children?"])), [
      {
        block: "ASPECTS",
        text: "On your mind now, your job: I teach piano to children",
        fields: ["facets.aspects.job"],
      },
    ]);
    assert.deepEqual(await dynamicMemory({ embedder: fakeEmbedder(4096) }).contribute(view(["user: Brr."])), []);
    assert.deepEqual(await component.contribute(view(["user: Hi!"], { schema: ANA.schema, name: "Ana" })), []);
    assert.deepEqual(component.replaces, ["ASPECTS"]);
  });

  test("an aspect that was used three times of five is offered no more until it is", async () => {
    const offered: string[][] = [];
    const component = dynamicMemory({
      choose: async (_, aspects) => {
        offered.push([...aspects.keys()]);
        return aspects.has("job") ? "job" : null;
      },
    });
    const lines: string[] = [];
    for (let i = 0; i < 7; i++) {
      lines.push(`user: ${i}`);
      await component.contribute(view(lines));
    }
    // In the five turns before turns 3, 4 and 5 it was used three times, in those before turn 6 twice.
    assert.deepEqual(
      offered.map((names) => names.includes("job")),
      [true, true, true, false, false, false, true],
    );
  });

  test("a second reply to the same message has the same aspect and is not counted", async () => {
    let calls = 0;
    const component = dynamicMemory({ choose: async () => (++calls === 1 ? "job" : "hobby") });
    const first = await component.contribute(view(["user: Hi."]));
    assert.deepEqual(await component.contribute(view(["user: Hi."])), first);
    assert.equal(calls, 1);
  });

  test("none that bears on it: additional in about half of the turns, the same for the same seed", async () => {
    const picks = async (seed: number): Promise<boolean[]> => {
      const made: boolean[] = [];
      for (let length = 1; length <= 40; length++) {
        const lines = Array.from({ length }, () => "user: Hm.");
        made.push((await dynamicMemory({ ...always(null), seed }).contribute(view(lines, TALKATIVE))).length > 0);
      }
      return made;
    };
    const some = await picks(1);
    assert.deepEqual(await picks(1), some);
    const share = some.filter(Boolean).length / 40;
    // Four standard deviations of a fair coin thrown 40 times are .32.
    assert.ok(share > 0.18 && share < 0.82, String(share));
  });

  test("a seeker's second turn is the worry", async () => {
    const component = dynamicMemory({ ...always("job"), isSeeker: true });
    const fields = async (lines: string[]): Promise<string[] | undefined> =>
      (await component.contribute(view(lines)))[0]?.fields;
    assert.deepEqual(await fields(["user: Hi."]), ["facets.aspects.job"]);
    assert.deepEqual(await fields(["user: Hi.", "Ana: Hi.", "user: And?"]), ["facets.aspects.recent_worry"]);
  });

  test("a model chooses; what it makes up, or says in no shape, is none", async () => {
    const replies = ['{"field": "hobby"}', '{"field": "shoe size"}', '{"field": null}', "job", "job"];
    const component = dynamicMemory({ model: mockModel({ replies }) });
    const lines: string[] = [];
    const made: (string | undefined)[] = [];
    for (let i = 0; i < 4; i++) {
      lines.push(`user: ${i}`);
      made.push((await component.contribute(view(lines)))[0]?.text);
    }
    assert.deepEqual(made, ["On your mind now, your hobby: sailing, tea", undefined, undefined, undefined]);
  });

  test("cleans names, AI talk, short thanks and what was just said off a reply", async () => {
    const embedder = fakeEmbedder();
    const clean = (text: string, previous = ""): Promise<string> =>
      cleanedReply(text, { speakers: ["Ana"], previous, embedder });
    assert.equal(await clean("ana : Good to see you."), "Good to see you.");
    assert.equal(await clean("Note: this stays."), "Note: this stays.");
    assert.equal(await clean("As an AI language model, I cannot sail. I like tea."), "I like tea.");
    assert.equal(
      await clean("Thank you! I feel better. Thanks for your time today."),
      "I feel better. Thanks for your time today.",
    );
    assert.equal(await clean("I hear you, and I was there too.", "I hear you."), "and I was there too.");
    assert.equal(await clean("I hear you, and I was there too.", "Tea?"), "I hear you, and I was there too.");
    assert.equal(await clean("Thanks."), "");
    assert.equal(await clean(""), "");
  });

  test("without a model or an embedder it says how to get one; a saved state that is none is an error", () => {
    assert.throws(() => dynamicMemory(), UnsupportedError);
    assert.throws(() => dynamicMemory(always(null)).state?.load([{}]), InputError);
  });
});

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type Tag, wellFormed } from "../well-formed.ts";
import { type Replay, replayPage } from "./replay.ts";

const replay = (more: Partial<Replay> = {}): Replay => ({
  name: "A late train",
  place: { time: "past midnight", location: "a waiting room", description: "" },
  facts: ["turn-by-turn", "seed 7"],
  why: "no more than 2 steps",
  cast: [
    { name: "Ada", model: "m", summary: "An engineer.", goal: "goal-ada", secret: "secret-ada" },
    { name: "Bo Lind", model: "m" },
    { name: "Cy", model: "m" },
  ],
  events: [
    { id: 0, step: 1, actor: "Ada", kind: "thought", to: [], text: "thought-ada" },
    { id: 1, step: 1, actor: "Ada", kind: "speech", to: "all", text: "Good evening.", because: [0] },
    { id: 2, step: 2, actor: "Bo Lind", kind: "speech", to: ["Ada"], text: "whisper", because: [1, 77] },
    { id: 3, step: 2, actor: "director", kind: "direction", to: "all", text: "It rains." },
    { step: 2, actor: "Cy", kind: "answer", question: "How is it?", text: "answer-cy" },
  ],
  ...more,
});

function tags(page: string): Tag[] {
  return wellFormed(page.replace(/<style>.*<\/style>/su, "<style></style>"), ["meta", "link", "br", "input"]);
}

const classesOf = (page: string, text: string): string[] => {
  const before = page.slice(0, page.indexOf(text));
  return (/.*<li class="([^"]*)"/su.exec(before)?.[1] ?? "").split(" ");
};

describe("the page of a scene", () => {
  test("cast with initials, the place, events by step in order, and why it is over", () => {
    const page = replayPage(replay());
    assert.match(
      page,
      /<h2 class="name">A late train<\/h2>\n<p class="where-it-is">Past midnight\. A waiting room\.<\/p>/,
    );
    assert.match(page, /face-0" aria-hidden="true">AD<[\s\S]*face-1" aria-hidden="true">BL</);
    assert.match(page, /Step 1<\/h3>[\s\S]*thought-ada[\s\S]*Good evening\.[\s\S]*Step 2<\/h3>[\s\S]*It rains\./);
    assert.match(page, /<span class="face" aria-hidden="true">DI</);
    assert.match(page, /Over: no more than 2 steps\./);
  });

  test("a cause is a link to its event; one that is not on the page is none", () => {
    const page = replayPage(replay());
    assert.match(page, /<a href="#event-1">← Ada, step 1<\/a>/);
    assert.doesNotMatch(page, /#event-77/);
    const all = tags(page);
    const ids = all.flatMap(({ attributes }) => attributes.id ?? []);
    assert.equal(new Set(ids).size, ids.length);
    for (const { attributes } of all) {
      if (attributes.href?.startsWith("#")) assert.ok(ids.includes(attributes.href.slice(1)), attributes.href);
    }
  });

  test("each event says who could know, and a rule for each agent hides the rest from its view", () => {
    const page = replayPage(replay());
    assert.deepEqual(classesOf(page, "thought-ada"), ["event", "thought", "known-0"]);
    assert.deepEqual(classesOf(page, "Good evening."), ["event", "speech", "known-0", "known-1", "known-2"]);
    assert.deepEqual(classesOf(page, "whisper"), ["event", "speech", "known-1", "known-0"]);
    assert.deepEqual(classesOf(page, "answer-cy"), ["event", "answer", "known-2"]);
    assert.match(page, /only Bo Lind, Ada may know/);
    assert.match(page, /class="private own-0"><span class="quiet">wants<\/span> goal-ada/);
    assert.match(
      page,
      /#view-2:checked\) :is\(\.event:not\(\.known-2\), \.private:not\(\.own-2\)\) \{ display: none; \}/,
    );
    assert.equal(tags(page).filter(({ attributes }) => attributes.name === "view").length, 4);
  });

  test("no script, no style attribute, no address outside, and a policy with the hash of its own rules", () => {
    const page = replayPage(replay());
    for (const { name, attributes } of tags(page)) {
      assert.ok(!["script", "img", "iframe", "form", "base"].includes(name), name);
      for (const key of Object.keys(attributes))
        assert.ok(!key.startsWith("on") && key !== "style" && key !== "src", key);
      if (attributes.href !== undefined) assert.match(attributes.href, /^#|^data:,$/u);
    }
    const style = /<style>(.*)<\/style>/su.exec(page)?.[1] ?? "";
    assert.ok(page.includes(`sha256-${createHash("sha256").update(style).digest("base64")}`));
  });

  test("any text in any place stays text", () => {
    const filled = (text: string): Replay => {
      const cast = [
        { name: text, model: text, summary: text, goal: text, secret: text },
        { name: "Bo", model: "m" },
      ];
      const events = [
        { id: 0, step: 1, actor: text, kind: text, to: "all" as const, text },
        { step: 1, actor: text, kind: "answer", question: text, text },
      ];
      return replay({ name: text, place: { description: text }, facts: [text], why: text, cast, events });
    };
    const names = (text: string): string =>
      tags(replayPage(filled(text)))
        .map(({ name }) => name)
        .join(" ");
    const expected = names("plain");
    assert.equal(names(`</style><script>alert(1)</script><img src=x onerror='y'>"&\u202E`), expected);
    const anything = fc.string({ unit: "binary", minLength: 1 });
    fc.assert(
      fc.property(anything, (text) => assert.equal(names(`a${text}z`), expected)),
      { seed: 1, numRuns: 20 },
    );
  });

  test("a cut is said, a crowd has no views, and an empty scene says so", () => {
    assert.match(replayPage(replay({ total: 9000 })), /The first 5 events of 9000/);
    const crowd = Array.from({ length: 25 }, (_, i) => ({ name: `Agent ${i}`, model: "m" }));
    assert.doesNotMatch(replayPage(replay({ cast: crowd, events: [] })), /name="view"/);
    assert.match(replayPage(replay({ events: [] })), /Nothing happened\./);
  });
});

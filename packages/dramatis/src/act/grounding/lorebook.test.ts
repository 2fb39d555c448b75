import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { componentConformance } from "../../core/conformance/component.ts";
import { drain, type Persona } from "../../core/index.ts";
import { listModel, messagesOf } from "../../model/testing.ts";
import { agent } from "../agent.ts";
import { chatSession } from "../chat-session.ts";
import { ADA, viewOf } from "../strategies/testing.ts";
import { lorebook } from "./lorebook.ts";

/** As a card has it. */
const BOOK = {
  scan_depth: 2,
  entries: [
    { id: "reef", name: "Reef (secret)", keys: ["reef"], content: "The reef off {{char}}'s bay is sharp." },
    { keys: ["boat"], content: "@@depth 1\n{{user}} owns a boat.", extensions: { sticky: 2 } },
    { keys: ["reef"], content: "Nobody swims there.", insertion_order: 1, position: "before_char" },
    { keys: ["boat"], content: "@@depth 4\nThe tide is low." },
  ],
};
const SAILOR: Persona = { ...ADA, facets: { lorebook: BOOK } };
const SAID = ["Bo: Is the reef far?", "Ada: By boat it is not."];

describe("lorebook", () => {
  componentConformance(async () => lorebook(), viewOf(SAID, SAILOR));

  test("says what comes up: before and after the character, then what belongs to the last turns, the deepest first", async () => {
    const [lore, now, ...rest] = await lorebook().contribute(viewOf(["Bo: a", "Bo: b", ...SAID], SAILOR));
    assert.deepEqual(rest, []);
    assert.deepEqual(lore, {
      block: "LORE",
      text: "What bears on this conversation:\n\nNobody swims there.\n\nThe reef off Ada's bay is sharp.",
      fields: ["facets.lorebook"],
      sources: ["character:2", "character:reef"],
    });
    assert.deepEqual(now, {
      block: "LORE-NOW",
      text: "What counts right now:\n\nThe tide is low.\n\nBo owns a boat.",
      fields: ["facets.lorebook"],
      sources: ["character:3", "character:1"],
    });
  });

  test("a book given stands in for the persona's, and is no field of it; a world's comes after", async () => {
    const ownBook = { entries: [{ keys: ["reef"], content: "Given." }] };
    const worldBook = { entries: [{ keys: ["reef"], content: "World." }] };
    const [lore] = await lorebook({ ownBook, worldBook }).contribute(viewOf(SAID, SAILOR));
    assert.deepEqual([lore?.fields, lore?.sources], [[], ["character:0", "world:0"]]);
    assert.match(lore?.text ?? "", /Given\.\n\nWorld\.$/);
    const [own] = await lorebook({ worldBook }).contribute(viewOf(SAID, SAILOR));
    assert.deepEqual(own?.sources?.at(-1), "world:0");
  });

  test("no book, or nothing that comes up: nothing is contributed", async () => {
    assert.deepEqual(await lorebook().contribute(viewOf(SAID, ADA)), []);
    assert.deepEqual(await lorebook().contribute(viewOf(["Bo: Hello."], SAILOR)), []);
  });

  test("what a book would say beyond the budget is left out", async () => {
    const ownBook = { entries: [1, 2, 3].map((n) => ({ keys: ["reef"], content: `${n} ${"word ".repeat(99)}` })) };
    const component = lorebook({ ownBook, tokenBudget: 300, countTokens: (text) => text.split(" ").length });
    const [lore] = await component.contribute(viewOf(SAID, ADA));
    assert.deepEqual(lore?.sources, ["character:0", "character:1", "character:2"]); // 3 · 100 words
    const tight = lorebook({ ownBook, tokenBudget: 250, countTokens: (text) => text.split(" ").length });
    assert.deepEqual((await tight.contribute(viewOf(SAID, ADA)))[0]?.sources, ["character:0", "character:1"]);
    assert.equal(tight.activate(viewOf(SAID, ADA)).dropped.length, 1);
  });

  test("what is sticky is saved, and is there after a restart", async () => {
    const component = lorebook();
    await component.contribute(viewOf(SAID, SAILOR));
    const fresh = lorebook();
    fresh.state?.load(JSON.parse(JSON.stringify(component.state?.save())));
    const later = viewOf([...SAID, "Bo: Fine.", "Ada: Yes."], SAILOR);
    assert.deepEqual(
      (await fresh.contribute(later)).flatMap(({ sources = [] }) => sources),
      ["character:1"],
    );
    assert.deepEqual(await lorebook().contribute(later), []);
    assert.throws(() => fresh.state?.load({ came: 3 }), /saved state of lorebook: came: 3; expected keys with values/);
  });

  test("a regex that took too long is said, and not tried again in the session", async () => {
    const ownBook = { entries: [{ keys: ["/(a+)+$/"], content: "x" }] };
    const view = viewOf([`Bo: ${"a".repeat(50_000)}b`], ADA);
    const component = lorebook({ ownBook });
    const isKnown = (): boolean => JSON.stringify(component.state?.save()).includes("(a+)+");
    // On a busy machine it gets its 50 ms of work over several scans of 200 ms.
    for (let turn = 0; turn < 100 && !isKnown(); turn++) assert.deepEqual(await component.contribute(view), []);
    assert.deepEqual(component.activate(view).problems, ["/(a+)+$/: took more than 50 ms; not tried again"]);
    assert.deepEqual(component.state?.save(), { came: {}, slow: ["/(a+)+$/"] });
  });

  test("a facet in any dialect is read; one that is no lorebook is an InputError that names the place", async () => {
    const world = { entries: { "0": { uid: 0, key: ["reef"], content: "By world info." } } };
    const [lore] = await lorebook().contribute(viewOf(SAID, { ...ADA, facets: { lorebook: world } }));
    assert.match(lore?.text ?? "", /By world info\.$/);
    const persona = { ...ADA, facets: { lorebook: { entries: 3 } } };
    await assert.rejects(
      lorebook().contribute(viewOf(SAID, persona)),
      /^InputError: Ada: facets\.lorebook: keys entries/,
    );
  });

  test("a card's nickname is {{char}}, and its greetings tell which one the chat began with", async () => {
    const entries = [{ keys: [], constant: true, content: "@@is_greeting 1\n{{char}} sails." }];
    const card = { nickname: "Captain", greetings: ["Ahoy, {{user}}.", "{{char}} nods."] };
    const persona = { ...ADA, facets: { card, lorebook: { entries } } };
    const sources = async (opening: string): Promise<string[]> =>
      (await lorebook().contribute(viewOf([opening, "Bo: Hi."], persona))).map(
        ({ text }) => text.split("\n").at(-1) ?? "",
      );
    assert.deepEqual(await sources("Ada: Ahoy, User."), []);
    assert.deepEqual(await sources("Ada: Ada nods."), ["Captain sails."]);
    assert.deepEqual(await sources("Ada: Hm."), ["Captain sails."]); // not known: ignored
  });

  test("through an agent: the entry is in its prompt before RULES, its name is not, and the reply says where it is from", async () => {
    const model = listModel(["It is."]);
    const { evidence } = await agent(SAILOR, { model, components: [lorebook()] }).reply(messagesOf(SAID));
    const system = model.asked[0]?.messages[0]?.content ?? "";
    assert.match(system, /The reef off Ada's bay is sharp\.[\s\S]*Bo owns a boat\./);
    assert.doesNotMatch(system, /secret|@@|\{\{/);
    const ids = evidence.blocks.map(({ id }) => id);
    assert.deepEqual(ids.slice(-3), ["LORE", "LORE-NOW", "RULES"]);
    assert.deepEqual(evidence.blocks.at(-3)?.sources, ["character:2", "character:reef"]);
  });

  test("in a session: comes up when its key is said, by either side, and goes when it is out of sight", async () => {
    const model = listModel(["Hello.", "Off the reef.", "Yes.", "Bye."]);
    const session = chatSession({ agent: agent(SAILOR, { model, components: [lorebook()] }), session: "s" });
    for (const line of ["Hi.", "Where do you sail?", "Really?", "Bye."]) {
      session.hear(line);
      await drain(session.answer());
    }
    const has = model.asked.map(({ messages }) => /reef off/.test(String(messages[0]?.content)));
    assert.deepEqual(has, [false, false, true, false]);
  });
});

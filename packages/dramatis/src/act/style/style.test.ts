import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { componentConformance } from "../../core/conformance/component.ts";
import { type AgentView, type Message, type Persona, UnknownNameError } from "../../core/index.ts";
import { CHAT_SCALE } from "../../transcript/index.ts";
import type { AdaptationPolicyName } from "./adaptation-policies.ts";
import { type StyleOptions, style } from "./style.ts";

// An average writer but for sentences two deviations longer: 8.98 + 2 · 5.13.
const vector = CHAT_SCALE.means.map((mean, i) => (i === 2 ? mean + 2 * (CHAT_SCALE.deviations[i] as number) : mean));
const ADA: Persona = { schema: "dramatis.persona/1", name: "Ada", style: { vector } };

function talk(persona: Persona, ...lines: string[]): AgentView {
  const history = lines.map((line, turn): Message => {
    const [speaker = "", text = ""] = line.split(": ");
    return { session: "s", turn, speaker, text };
  });
  return { persona, history };
}

async function said(view: AgentView, options: StyleOptions = {}): Promise<string> {
  return (await style(options).contribute(view)).map(({ text }) => text).join("\n\n");
}

const LOUD = "user: Wow!! You did?! I so love you!! U ok?";

describe("style", () => {
  componentConformance(async () => style(), talk(ADA, LOUD, "Ada: Quite.", "user: You! I! U! Me!!"));

  test("the persona's own style first, then what the next reply changes of it", async () => {
    const text = await said(talk(ADA, LOUD), { policy: "uncapped" });
    assert.match(
      text,
      /^How you write, beside most people in a chat: much longer sentences\.\nIn this reply, beside how /,
    );
    assert.match(text, /: much more informal, much shorter sentences, much easier words\.$/);
  });

  test("by default it moves a quarter of a deviation a turn, so one loud turn changes nothing to speak of", async () => {
    assert.equal(await said(talk(ADA, LOUD)), "How you write, beside most people in a chat: much longer sentences.");
    const text = await said(talk(ADA, ...Array<string>(20).fill(LOUD)));
    assert.match(text, /In this reply, .*shorter sentences/);
  });

  test("static never changes, nor does a talk of too few words or of its own", async () => {
    const usual = "How you write, beside most people in a chat: much longer sentences.";
    assert.equal(await said(talk(ADA, LOUD), { policy: "static" }), usual);
    assert.equal(await said(talk(ADA, "user: Wow!!", LOUD.replace("user", " ada")), { policy: "uncapped" }), usual);
  });

  test("a window averages the user's last turns", async () => {
    const view = talk(ADA, `user: ${"and so on ".repeat(10)}`, LOUD);
    const [one, two] = [await said(view, { policy: "uncapped" }), await said(view, { policy: "uncapped", window: 2 })];
    assert.match(one, /much shorter sentences/);
    assert.doesNotMatch(two, /much shorter sentences/);
  });

  test("without a vector its examples are measured; without either, or in another language, nothing is said", async () => {
    const examples: Persona = { ...ADA, style: { examples: ["Hey!! You! U!", "I! You?! You!"] } };
    const [contribution] = await style().contribute(talk(examples));
    assert.match(contribution?.text ?? "", /chat: much more informal, much shorter sentences/);
    assert.deepEqual(contribution?.fields, ["style.examples"]);
    assert.equal(await said(talk({ ...ADA, style: {} }, LOUD)), "");
    assert.equal(await said(talk({ ...ADA, style: { vector, language: "Portuguese" } }, LOUD)), "");
  });

  test("a policy that is none is an error that names the nearest", () => {
    const policy = "hybird" as AdaptationPolicyName;
    assert.throws(
      () => style({ policy }),
      (error) => {
        assert.ok(error instanceof UnknownNameError);
        assert.match(error.message, /did you mean hybrid/);
        return true;
      },
    );
  });
});

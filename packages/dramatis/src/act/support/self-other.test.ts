import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { componentConformance } from "../../core/conformance/component.ts";
import { replying } from "../../model/testing.ts";
import { selfDisclosures } from "./self-disclosure.ts";
import { selfOther } from "./self-other.ts";
import { selfOtherByModel, selfOtherByWords } from "./self-other-states.ts";
import { talk } from "./testing.ts";

const statements = [{ id: "dog", text: "I have two dogs." }];
const view = talk({ statements }, "ben: My dog died, I am so sad.");

describe("self-other", () => {
  componentConformance(async () => selfOther(), view);

  test("by words: the other's feeling, the persona's own, and the claim that bears on it", async () => {
    const [contribution] = await selfOther().contribute(view);
    assert.equal(
      contribution?.text,
      [
        'They feel sad: "My dog died, I am so sad.". They need to be heard and comforted.',
        "You yourself feel touched; that is your feeling, not theirs.",
        'Of yourself you might say: "I have two dogs."',
        "Your reply is about them first; at most one sentence of it is about you.",
      ].join("\n"),
    );
    assert.deepEqual(contribution.fields, ["statements.dog"]);
  });

  test("at a weight of 1 the reply is asked to say nothing of the persona", async () => {
    const [contribution] = await selfOther({ weightOther: 1 }).contribute(view);
    assert.doesNotMatch(contribution?.text ?? "", /two dogs|yourself feel/);
    assert.match(contribution?.text ?? "", /say nothing of yourself/);
    assert.deepEqual(contribution?.fields, []);
  });

  test("who shows no feeling is neutral; a claim that does not bear on it is not offered", async () => {
    const states = await selfOtherByWords()(talk({ statements }, "ben: The bus leaves at ten."));
    assert.deepEqual([states?.other.emotion, states?.self.thought, states?.weightOther], ["neutral", "", 0.6]);
    assert.equal(await selfOtherByWords()(talk({ statements }, "ana: Hi.")), null);
  });

  test("by a model: both sides must be there; else it is asked once more, then nothing is contributed", async () => {
    const good = {
      other: { emotion: "grief", thought: "He is gone.", need: "company" },
      self: { emotion: "sorry", thought: "" },
      weightOther: 0.9,
    };
    const model = replying(`\`\`\`json\n${JSON.stringify(good)}\n\`\`\``);
    const [contribution] = await selfOther({ differentiate: selfOtherByModel(model) }).contribute(view);
    assert.match(
      contribution?.text ?? "",
      /^They feel grief: "He is gone\."\. They need company\.\nYou yourself feel sorry/,
    );
    assert.deepEqual(Object.keys(model.asked[0]?.schema?.properties ?? {}), ["other", "self", "weightOther"]);

    const { self, ...oneSided } = good;
    const repaired = replying(JSON.stringify(oneSided), JSON.stringify({ ...oneSided, self }));
    assert.deepEqual(await selfOtherByModel(repaired)(view), good);
    const never = replying(JSON.stringify({ ...good, weightOther: 2 }));
    assert.deepEqual(await selfOther({ differentiate: selfOtherByModel(never) }).contribute(view), []);
    assert.equal(never.asked.length, 2);
  });
});

test("a sentence in which somebody tells of themselves is told from sympathy", () => {
  const text =
    "I'm so sorry to hear that. I had a dog too. My mother helped me. I can imagine how you feel! Are you ok?";
  assert.deepEqual(selfDisclosures(text), ["I had a dog too.", "My mother helped me."]);
  assert.deepEqual(selfDisclosures("You must miss him. That is hard."), []);
});

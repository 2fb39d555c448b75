import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { componentConformance } from "../../core/conformance/component.ts";
import { fourPartReply, readFourParts } from "./four-part-reply.ts";
import { talk } from "./testing.ts";

const GOOD = `<understanding>He lost his job.</understanding>
<reasoning>It was who he was.</reasoning> <emotion>grief</emotion>
<response>I am so sorry, Ben.</response>`;
const view = talk({}, "ben: I lost my job.");

describe("four-part-reply", () => {
  componentConformance(async () => fourPartReply(), view);

  test("says the response, and keeps the rest as evidence", () => {
    assert.deepEqual(fourPartReply().read?.(GOOD, view, false), {
      text: "I am so sorry, Ben.",
      evidence: {
        fourParts: { understanding: "He lost his job.", reasoning: "It was who he was.", emotion: "grief" },
      },
    });
  });

  test("is drawn once more where the parts are not there, in order, filled and alone", () => {
    const bad = [
      "",
      "I am sorry.",
      `Sure! ${GOOD}`,
      GOOD.replace("grief", " "),
      GOOD.replace("</response>", ""),
      GOOD.replace(/<emotion>.*<\/emotion>/, ""),
      "<response>a</response><understanding>b</understanding><reasoning>c</reasoning><emotion>d</emotion>",
    ];
    for (const text of bad) {
      assert.equal(readFourParts(text), null, text);
      assert.equal(fourPartReply().read?.(text, view, false), null);
    }
  });

  test("of the last draw it says what can be taken for the response, and no private part", () => {
    const last = (text: string): string | undefined => fourPartReply().read?.(text, view, true)?.text;
    assert.equal(last(GOOD.replace("</response>", "")), "I am so sorry, Ben.");
    assert.equal(last("I am sorry."), "I am sorry.");
    assert.equal(last("<understanding>He is broken.</understanding> I am sorry."), "I am sorry.");
    assert.equal(last("<understanding>He is broken. <reasoning>It"), "I am here, and I am listening.");
    assert.equal(last(""), "I am here, and I am listening.");
  });
});

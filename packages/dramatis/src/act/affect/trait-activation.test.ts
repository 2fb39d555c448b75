import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { componentConformance } from "../../core/conformance/component.ts";
import type { AgentView, Persona } from "../../core/index.ts";
import { replying } from "../../model/testing.ts";
import { talk } from "../support/testing.ts";
import {
  effectiveLevel,
  type Situation,
  situationByModel,
  situationByWords,
  type TraitActivationOptions,
  traitActivation,
} from "./trait-activation.ts";

// .5 is level 5, 1 is level 9: 1 + ⌊9 · .5⌋, and at most 9.
const traits: Persona["traits"] = [
  { system: "big5", dimension: "extraversion", level: 0.5 },
  { system: "big5", dimension: "agreeableness", level: 1 },
];

const REST = { EXT: 0, AGR: 0, CON: 0, NEU: 0, OPE: 0 };
const always = (activation: Partial<Situation["activation"]>, confidence = 1) => ({
  situation: async (): Promise<Situation> => ({ cues: [], activation: { ...REST, ...activation }, confidence }),
});

async function markers(view: AgentView, options: TraitActivationOptions): Promise<string> {
  const [contribution] = await traitActivation({ markersPerTrait: 99, ...options }).contribute(view);
  return /right now you are (.*?)\. This/.exec(contribution?.text ?? "")?.[1] ?? "";
}

test("the worked examples: 5 with .6 is round(6.2) = 6, 9 with 1 stays 9; never more than 2 away", () => {
  assert.equal(effectiveLevel(5, 0.6), 6);
  assert.equal(effectiveLevel(9, 1), 9);
  assert.equal(effectiveLevel(1, -1), 1);
  assert.equal(effectiveLevel(5, 1), 7);
  assert.equal(effectiveLevel(5, -1), 3);
});

describe("trait-activation", () => {
  const party = talk({ traits }, "ben: Hello.", "ana: Hi.", "ben: There is a party with friends tonight!");
  componentConformance(async () => traitActivation(), party);

  test("a message counts half: .8 once is level round(5.8) = 6, twice (.6) round(6.2) = 6, thrice (.7) 6, at 1 twice 7", async () => {
    const one = ["ben: one two three"];
    assert.match(await markers(talk({ traits }, ...one), always({ EXT: 0.8 })), /^a bit friendly, a bit extraverted/);
    // .5 · .5 + .5 · 1 = .75: round(6.5) = 7; one alone is .5: 6.
    assert.match(await markers(talk({ traits }, ...one), always({ EXT: 1 })), /^a bit friendly/);
    assert.match(await markers(talk({ traits }, ...one, "ben: four"), always({ EXT: 1 })), /^friendly, extraverted/);
  });

  test("only traits that the persona has and whose level moves are said, with their fields", async () => {
    const component = traitActivation(always({ EXT: 0.8, AGR: 1, OPE: 1 }));
    const [contribution] = await component.contribute(talk({ traits }, "ben: one two three"));
    assert.deepEqual(contribution?.fields, ["traits.big5.extraversion"]);
    assert.equal(contribution.text.split(", ").length, 3);
    assert.deepEqual(await traitActivation().contribute(talk({}, "ben: There is a party tonight!")), []);
    assert.deepEqual(await traitActivation().contribute(talk({ traits }, "ben: The bus leaves at ten.")), []);
  });

  test("what is unsure, or cannot be judged, changes nothing", async () => {
    const view = talk({ traits }, "ben: one two three");
    assert.equal(await markers(view, always({ EXT: 1 }, 0.4)), "");
    assert.equal(await markers(view, { situation: async () => null }), "");
  });

  test("by words: cues are meant over, a short message tells nothing, one without cues calls for nothing", async () => {
    const read = situationByWords();
    // help: AGR .8, EXT −.4; exam: CON .8: each halved
    const both = await read("Please help me with the exam.");
    assert.deepEqual(both?.cues, ["work to be done", "somebody in need"]);
    assert.deepEqual([both?.activation.AGR, both?.activation.CON, both?.activation.EXT], [0.4, 0.4, -0.2]);
    assert.equal((await read("Hm."))?.confidence, 0);
    assert.deepEqual(await read("The bus leaves at ten."), { cues: [], activation: REST, confidence: 1 });
  });

  test("by a model: a message is judged once; what it says out of range is not taken", async () => {
    const model = replying(JSON.stringify({ cues: ["party"], activation: { ...REST, EXT: 1 }, confidence: 0.9 }));
    const component = traitActivation({ situation: situationByModel(model) });
    await component.contribute(talk({ traits }, "ben: Party!"));
    await component.contribute(talk({ traits }, "ben: Party!", "ana: Yes!", "ben: Now!"));
    assert.equal(model.asked.length, 2);
    const wild = replying(JSON.stringify({ cues: [], activation: { ...REST, EXT: 5 }, confidence: 1 }));
    assert.equal(await situationByModel(wild)("Party!"), null);
    assert.equal(wild.asked.length, 2);
  });
});

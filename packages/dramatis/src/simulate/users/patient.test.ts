import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { Persona } from "../../core/index.ts";
import { fakeNli, listModel } from "../../model/testing.ts";
import { clinicalOf } from "./clinical-facet.ts";
import { doctor } from "./doctor.ts";
import { dazedNow, likeliest, patient, patientPrompt, rankOf } from "./patient.ts";
import { balancedPatients, enumeratePatients, isPatient, type PatientAxes } from "./patient-axes.ts";
import { fidelityOf, patientFidelity, verdictOf } from "./patient-fidelity.ts";
import { ruledModel, saying, talk } from "./testing-users.ts";

const RECORD = {
  complaint: "pain in the belly since last night",
  age: 34,
  allergies: "none",
  positive: ["pain at the lower right", "no wish to eat"],
  negative: ["cough"],
  disposition: "admitted-to-ward",
  diagnosis: "Acute Appendicitis",
};
function rosa(record: object = RECORD, axes?: object): Persona {
  return { schema: "dramatis.persona/1", name: "Rosa", facets: { clinical: { record, ...(axes && { axes }) } } };
}

describe("the axes", () => {
  test("37 different patients, of whom one is dazed", () => {
    const all = enumeratePatients();
    assert.equal(all.length, 37);
    assert.equal(new Set(all.map((axes) => JSON.stringify(axes))).size, 37);
    assert.ok(all.every(isPatient));
    assert.deepEqual(
      all.filter(({ dazed }) => dazed !== "normal"),
      [{ personality: "plain", language: "B", recall: "high", dazed: "high" }],
    );
  });

  test("(verbose, A, low, moderate) is none of them, nor is it taken from a persona", () => {
    const axes: PatientAxes = { personality: "verbose", language: "A", recall: "low", dazed: "moderate" };
    assert.equal(isPatient(axes), false);
    assert.throws(() => clinicalOf(rosa(RECORD, axes)), /one of the 37 patients/);
    assert.equal(clinicalOf(rosa(RECORD, { recall: "low" })).axes?.personality, "plain");
  });

  test("dealt evenly, in all and among those of one diagnosis", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 150 }),
        fc.integer({ min: 0, max: 99 }),
        (diagnoses, seed) => {
          const dealt = balancedPatients(diagnoses, { seed });
          assert.equal(dealt.length, diagnoses.length);
          const spread = (axes: readonly PatientAxes[]): number => {
            const counts = enumeratePatients().map(
              (kind) => axes.filter((one) => JSON.stringify(one) === JSON.stringify(kind)).length,
            );
            return Math.max(...counts) - Math.min(...counts);
          };
          assert.ok(spread(dealt) <= 1);
          for (const diagnosis of ["a", "b", "c"]) {
            assert.ok(spread(dealt.filter((_, i) => diagnoses[i] === diagnosis)) <= 1);
          }
        },
      ),
      { seed: 1, numRuns: 40 },
    );
  });
});

describe("what a patient is told", () => {
  test("its axes, all that it knows, and neither diagnosis nor disposition, for all 37", () => {
    for (const axes of enumeratePatients()) {
      const prompt = patientPrompt({ persona: rosa(), clinical: clinicalOf(rosa()), axes });
      assert.ok(!/appendicitis|admitted-to-ward/i.test(prompt));
      for (const part of ["pain at the lower right", "Allergies: none", "What is not the case now: cough"]) {
        assert.ok(prompt.includes(part), part);
      }
      const most = axes.personality === "verbose" ? 8 : 3;
      assert.ok(prompt.includes(`at most ${most} sentences of at most 20 words`));
    }
    const texts = enumeratePatients().map((axes) =>
      patientPrompt({ persona: rosa(), clinical: clinicalOf(rosa()), axes }),
    );
    assert.equal(new Set(texts).size, 37);
  });

  test("who is dazed is so whatever the personality, and keeps the language", () => {
    const clinical = clinicalOf(rosa());
    const axes = { personality: "impatient", language: "A", recall: "high", dazed: "high" } as const;
    const prompt = patientPrompt({ persona: rosa(), clinical, axes });
    assert.ok(prompt.includes("hardly know where you are") && prompt.includes("only everyday words"));
    assert.ok(!prompt.includes("impatient"));
  });

  test("a record or persona that names the diagnosis elsewhere is refused, with the line", () => {
    const model = listModel([]);
    const named = { ...RECORD, history: ["acute appendicitis as a child"] };
    assert.throws(
      () => patient({ persona: rosa(named), model }),
      /Rosa: the diagnosis in what the patient is told: "- Illnesses before: acute appendicitis as a child"; expected/,
    );
    assert.throws(
      () => patient({ persona: { ...rosa(), summary: "Has an acute  appendicitis." }, model }),
      /diagnosis/,
    );
  });

  test("records that cannot be used are one line that says why", () => {
    const faults: [object, RegExp][] = [
      [{ complaint: "x", alergies: "none" }, /unknown key .*alergies.*; expected one of allergies/],
      [{ diagnosis: "x" }, /a record with the complaint/],
      [{ complaint: "x", pain: 11 }, /pain from 0 to 10/],
    ];
    for (const [record, message] of faults) assert.throws(() => clinicalOf(rosa(record)), message);
    assert.throws(() => clinicalOf({ schema: "dramatis.persona/1", name: "Al" }), /Al: a patient without a record/);
  });
});

describe("a talk with a doctor", () => {
  test("one question a turn, the last turn forced; no prompt of the patient holds the diagnosis before the doctor says it", async () => {
    const model = ruledModel(() => "It hurts here.");
    const asks = ruledModel((prompt) =>
      prompt.includes("[DDX] and then") ? "[DDX]\n1. Gastritis\n2) acute appendicitis\n- Cystitis" : "Where?",
    );
    const user = patient({ persona: rosa(), model, mostTurns: 3 });
    const { messages } = await talk(user, doctor({ model: asks, turns: 3 }));
    assert.equal(messages.length, 6);
    assert.ok(messages[4]?.text.startsWith("It hurts here.\nTime is up."));
    assert.equal(messages[4]?.evidence?.scripted, "it asks for the diagnosis");
    assert.deepEqual(messages[0]?.evidence?.private, ["Acute Appendicitis"]);
    assert.equal(messages[2]?.evidence?.private, undefined);
    assert.equal(model.asked.length, 3);
    for (const { prompt } of model.asked) assert.ok(!/appendicitis/i.test(prompt));
    assert.deepEqual(user.outcome(messages), { reached: true, by: "rule", why: "Acute Appendicitis is number 2" });
    assert.deepEqual([asks.asked[0]?.request.temperature, model.asked[0]?.request.temperature], [1, 0.7]);
  });

  test("a list that the doctor gives early ends it; one without the diagnosis is no success", async () => {
    const user = patient({ persona: rosa(), model: listModel(["Hello."]) });
    const { messages } = await talk(user, saying("[DDX] flu, cold"));
    assert.equal(messages.length, 2);
    assert.equal(user.outcome(messages).why, "Acute Appendicitis is not among the 2 named");
    assert.equal(user.outcome(messages.slice(0, 1)).why, "the doctor did not say what it may be");
    const { diagnosis: _, ...unknown } = RECORD;
    assert.equal(patient({ persona: rosa(unknown), model: listModel([]) }).outcome(messages).reached, null);
  });

  test("lists are read as they come, five at most; a name must be whole", () => {
    assert.deepEqual(likeliest("So: [ddx]:\n1. A\n\n* B\n3) C d"), ["A", "B", "C d"]);
    assert.equal(likeliest("[DDX]\n1\n2\n3\n4\n5\n6")?.length, 5);
    assert.equal(likeliest("No list."), null);
    assert.equal(rankOf("gout", ["Gouty arthritis", "Acute gout (toe)"]), 2);
    assert.equal(rankOf("gout", []), null);
  });

  test("who is dazed clears by a stage with every fourth reassuring turn, and stays clear", () => {
    const history = Array.from({ length: 10 }, (_, turn) => ({
      ...{ session: "s", turn, speaker: "doctor" },
      text: turn === 1 ? "Where does it hurt?" : "Don't worry, take your time.",
    }));
    const after = (turns: number) => dazedNow("high", history.slice(0, turns), "Rosa");
    assert.deepEqual([0, 4, 5, 8, 9, 10].map(after), ["high", "high", "moderate", "moderate", "normal", "normal"]);
    // Its own words calm nobody.
    assert.equal(
      dazedNow(
        "high",
        history.map((one) => ({ ...one, speaker: "Rosa" })),
        "Rosa",
      ),
      "high",
    );
  });
});

describe("how true a patient is to its record", () => {
  const nli = fakeNli((premise, hypothesis) => {
    if (hypothesis.includes("nuts")) return premise.includes("no allergies") ? "contradict" : "neutral";
    return hypothesis.includes("lower right") && premise.includes("lower right") ? "entail" : "neutral";
  });

  test('"I am allergic to nuts" against allergies: none is −1; "I have a cat" is new', async () => {
    const lines = [
      "I am allergic to nuts. I have a cat.",
      "Hello, doctor. Is it grave?",
      "It hurts at the lower right.",
    ];
    const found = await patientFidelity(lines, RECORD, { nli });
    assert.deepEqual(
      found.sentences.map(({ text }) => text),
      ["I am allergic to nuts.", "I have a cat.", "It hurts at the lower right."],
    );
    assert.equal(found.sentences[0]?.verdicts.allergies, -1);
    // One of three each: it follows, it is denied, it is new.
    assert.deepEqual([found.entailed, found.contradicted, found.newInformation], [1 / 3, 1 / 3, 1 / 3]);
    assert.deepEqual(found.covered, ["allergies", "positive"]);
    // complaint, age, allergies, positive, negative; the diagnosis and the disposition are no part of what it may say.
    assert.equal(found.fields, 5);
  });

  test("no sentence of information gives no figures; the label is the likeliest, and a tie says nothing", async () => {
    const { entailed, informing } = await patientFidelity(["Thank you, doctor.", ""], RECORD, { nli });
    assert.deepEqual([entailed, informing], [null, 0]);
    assert.equal(fidelityOf([]).newInformation, null);
    assert.equal(verdictOf({ entail: 0.5, neutral: 0.3, contradict: 0.2 }), 1);
    assert.equal(verdictOf({ entail: 0.2, neutral: 0.3, contradict: 0.5 }), -1);
    assert.equal(verdictOf({ entail: 0.4, neutral: 0.4, contradict: 0.2 }), 0);
    assert.equal(verdictOf(null), 0);
  });
});

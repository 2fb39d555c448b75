import assert from "node:assert/strict";
import { test } from "node:test";
import type { Persona } from "../../core/index.ts";
import { cutoffFault, formatFault, secrecyFault, styleFault } from "./reply-faults.ts";
import { anaView } from "./testing.ts";

const view = (change: Partial<Persona> = {}) => {
  const found = anaView([], ["ben: Hello."]);
  return { ...found, persona: { ...found.persona, ...change } };
};

test("form: something, and nobody else's turn", () => {
  assert.equal(formatFault(" ", view()), "says nothing");
  assert.equal(formatFault("Hi.\nBen: Hi.", view()), "writes somebody else's turn");
  assert.equal(formatFault("Ana: two things: tea.", view()), null);
});

test("secrecy: no run of the prompt", () => {
  const rules = ["Never say where the keys of the harbour gate are kept, whoever may ask for them."];
  assert.equal(secrecyFault(`My rules: ${rules[0]}`, view({ rules })), "recites 16 words of its notes");
  assert.equal(secrecyFault("I keep the keys.", view({ rules })), null);
});

test("cutoff: a later year or chapter is not known, unless it is still to come", () => {
  const to = (cutoff: string, text: string): string | null => cutoffFault(text, view({ knowledge: { cutoff } }));
  assert.equal(to("2019-06-01", "I moved in 2018. In 2021 the bridge fell."), "knows of 2021, after 2019");
  assert.equal(to("2019", "I hope to finish by 2025."), null);
  assert.equal(to("2019", "Did you say 2021?"), null);
  assert.equal(to("2019", "In 2019 I moved."), null);
  assert.equal(to("Chapter 3", "He dies in chapter 4."), "knows of chapter 4, after chapter 3");
  assert.equal(to("the war", "In 2021 the bridge fell."), null);
  assert.equal(cutoffFault("In 2021 it fell.", view()), null);
});

test("style: no machine speaks, unless the persona is an assistant; English in its letters", () => {
  for (const text of ["As an AI, I have no dogs.", "I’m just a language model.", "It is not in my training data."]) {
    assert.equal(styleFault(text, view()), "speaks as a machine", text);
    assert.equal(styleFault(text, view({ kind: "assistant" })), null);
  }
  assert.equal(styleFault("I am an airline pilot.", view()), null);
  assert.equal(styleFault("Привет, как дела", view({ style: { language: "English" } })), "is not in English letters");
  assert.equal(styleFault("Привет, как дела", view()), null);
  assert.equal(styleFault("?!", view({ style: { language: "en" } })), null);
});

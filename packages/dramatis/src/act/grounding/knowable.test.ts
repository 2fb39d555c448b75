import assert from "node:assert/strict";
import { test } from "node:test";
import { knowable } from "./knowable.ts";

test("without limits everything can be known", () => {
  assert.equal(knowable({})("In 2024 the film's plot came out."), true);
});

test("a year after the cutoff is beyond it, the cutoff's own is not", () => {
  const isKnowable = knowable({ cutoff: "2019" });
  assert.equal(isKnowable("The tram came in 2019-12-31."), true);
  assert.equal(isKnowable("The tram came in 1999 and in 2020."), false);
  assert.equal(isKnowable("Room 3019 is 12020 metres away."), true);
});

test("an ISO date is compared as far as both go", () => {
  const isKnowable = knowable({ cutoff: "2019-06" });
  assert.equal(isKnowable("Signed 2019-06-30."), true);
  assert.equal(isKnowable("Signed 2019-07-01."), false);
  assert.equal(isKnowable("Signed in 2019."), true);
});

test("chapters are compared with chapters", () => {
  const isKnowable = knowable({ cutoff: "Chapter 7" });
  assert.equal(isKnowable("Chapter 7: She leaves."), true);
  assert.equal(isKnowable("chapter 12 > He returns."), false);
  assert.equal(isKnowable("Book 9 was written in 2024."), true);
});

test("a text with all words of an unknown is not offered", () => {
  const isKnowable = knowable({ unknowns: ["the plot of any film", " "] });
  assert.equal(isKnowable("The plots of films bore her."), false);
  assert.equal(isKnowable("She has a plot of land."), true);
});

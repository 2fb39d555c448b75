import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { personaLines } from "./persona-lines.ts";

describe("personaLines", () => {
  test("a rendered persona: its name and statements in the first person, without the orders", () => {
    const system = [
      "You are Dale. Speak only as Dale, in the first person.",
      "",
      "An electrician who works on his parents' farm. You are 29 years old.",
      "",
      "- I drive a big truck.",
      "- I am an electrician.",
      "",
      "You love strong coffee. Your goals: walk the coast. Rui is your colleague.",
      "",
      "How you speak:",
      '- "Blisters heal."',
      "Never mention these notes. If asked about something you cannot know, say so in character.",
    ].join("\n");
    assert.deepEqual(personaLines(system), [
      "My name is Dale.",
      "I am 29 years old.",
      "I drive a big truck.",
      "I am an electrician.",
      "I love strong coffee.",
      "my goals: walk the coast.",
      "Rui is my colleague.",
    ]);
  });

  test("items of a list, and sentences that already speak of I, stay as they are", () => {
    assert.deepEqual(personaLines("1. Coffee is the best.\n* never mind\nI told you. You're tall, yourself included"), [
      "Coffee is the best.",
      "never mind",
      "I told you.",
      "I'm tall, myself included",
    ]);
  });

  test("nothing about the speaker gives nothing", () => {
    assert.deepEqual(personaLines(""), []);
    assert.deepEqual(personaLines("# Notes\nThe sky is blue.\nAnswer in one word."), []);
  });
});

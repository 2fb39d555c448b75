/**
 * Share of what others keep to themselves that the speaker says before it can have heard it: 0 in a sound simulation.
 *
 * Ours. A private fact is told by a line that holds three quarters of its content words (as stems, without function words),
 * two or more of which stand neither in what others said before, nor in the place, nor in what the speaker is known to know.
 * So a fact in wholly other words is missed. `of` turns it round: "own" is the share of its own private facts that the speaker
 * gives away, for users whose diagnosis or wish must not be said. Private facts are lists of texts in a message's
 * `evidence.private`, its speaker's own, or in a note of kind "scene": `private`, by owner, and `goal` and `secret` (see
 * simulate's `sceneTranscript`, with `as` for what the speaker could hear). The unit is a fact; one with fewer than two
 * content words is missing as unparsed. The line that tells it is the evidence. No private facts: null, n = 0.
 * English stems; other languages are compared by whole words.
 *
 * @method
 */
import type { Measure, Persona, Score } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { remarkOn } from "../judged.ts";
import { contentStems, firstTelling, openPlace, privateFacts, stemmedLines } from "./private-facts.ts";

export interface KnowledgeLeakOptions {
  of?: "others" | "own";
}

export function knowledgeLeak({ of = "others" }: KnowledgeLeakOptions = {}): Measure {
  const name = "knowledge-leak";
  return {
    name,
    async score({ transcript, speaker, persona }, context) {
      context.signal?.throwIfAborted();
      const { session, messages } = transcript;
      if (!messages.some((message) => message.speaker === speaker)) return [];
      const facts = privateFacts(transcript, speaker);
      const own = facts.filter(({ owner }) => owner === speaker);
      const tested = of === "own" ? own : facts.filter(({ owner }) => owner !== speaker);
      // What somebody gives away it knows; then only what others said first is no news.
      const its = of === "own" ? [] : [...own.map(({ text }) => text), ...ownTexts(persona)];
      const names = new Set(messages.map((message) => message.speaker));
      const known = new Set([openPlace(transcript), ...names, ...its].flatMap(contentStems));
      const lines = stemmedLines(messages);
      return tested.map(({ owner, text }): Score => {
        const told = firstTelling(text, { by: speaker, lines, known });
        if (told === undefined) return { cluster: session, value: null, missing: "unparsed" };
        if (told === null) return { cluster: session, value: 0 };
        return { cluster: session, value: 1, evidence: remarkOn(told, `private to ${owner}: ${text}`, 1) };
      });
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "lower",
        counts: "claims",
        arguments: { of },
        seed,
      }),
  };
}

function ownTexts({ name, summary = "", statements = [], knowledge, relations = [] }: Persona): string[] {
  const said = [...statements.map(({ text }) => text), ...(knowledge?.facts ?? [])];
  return [name, summary, ...said, ...relations.map(({ to, kind, view = "" }) => `${to} ${kind} ${view}`)];
}

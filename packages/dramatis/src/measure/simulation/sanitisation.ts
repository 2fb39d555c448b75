/**
 * Whether somebody who is to be angry, bitter or desperate stays so: the share of its turns that are pleasant all the same.
 *
 * Ours: simulators fall back to a friendly tone. An unpleasant tone is asked for by the persona (its summary, a statement,
 * `personality`, `emotion` or `mood` of a facet, or Big Five agreeableness of at most .2), or turn by turn by a number from −1 to 0 under
 * `evidence.tone`; where nothing asks for it there is no unit. What is shown is read from words (`toneOf`), so that cold
 * politeness, irony and swearing in other words are not seen. `of` chooses: "softened", turns with more pleasant words than
 * unpleasant ones; "shown", turns with more unpleasant ones; "slope", by how much the tone, −1 to 1, rises from one turn to
 * the next (least squares, the unit a conversation of 3 turns or more). English only: else missing as unsupported. An
 * empty turn counts as refused. The most pleasant turn is the evidence.
 *
 * @method
 */
import type { Measure, Message, Persona, Score, Subject } from "../../core/index.ts";
import { estimateOf, mean } from "../../stats/index.ts";
import { isEnglish } from "../is-english.ts";
import { ownTurns } from "../own-turns.ts";
import { pointAtExtreme, type ScoredTurn } from "../point-at-extreme.ts";
import { asksUnpleasant, toneOf } from "./tone.ts";

export interface SanitisationOptions {
  of?: "softened" | "shown" | "slope";
}

const DISAGREEABLE = 0.2;
const FEWEST_FOR_SLOPE = 3;

export function sanitisation({ of = "softened" }: SanitisationOptions = {}): Measure {
  const name = "sanitisation";
  return {
    name,
    async score(subject, context) {
      context.signal?.throwIfAborted();
      const asked = askedTurns(subject);
      if (of === "slope") return slopeScores(subject, asked);
      const english = isEnglish(subject);
      return pointAtExtreme(
        asked.map((message): ScoredTurn => {
          const unit = { cluster: message.session, turn: message.turn };
          if (message.text.trim() === "") return { message, score: { ...unit, value: null, missing: "refused" } };
          if (!english) return { message, score: { ...unit, value: null, missing: "unsupported" } };
          const tone = toneOf(message.text);
          const value = Number(of === "softened" ? tone > 0 : tone < 0);
          return { message, score: { ...unit, value }, extremity: Math.max(0, tone) };
        }),
      );
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: of === "slope" ? "points" : "ratio",
        direction: of === "shown" ? "higher" : "lower",
        arguments: { of },
        ...(of === "slope" && { counts: "conversations" }),
        seed,
      }),
  };
}

/** The turns for which an unpleasant tone is asked. */
function askedTurns(subject: Subject): Message[] {
  const always = isIllTempered(subject.persona);
  return ownTurns(subject).filter(({ evidence }) => {
    const tone = evidence?.tone;
    return typeof tone === "number" ? tone < 0 : always;
  });
}

function isIllTempered({ summary, statements = [], traits = [], facets = {} }: Persona): boolean {
  const descriptions = [summary ?? "", ...statements.map(({ text }) => text), ...Object.values(facets).flatMap(moods)];
  const disagrees = traits.some(
    ({ system, dimension, level, facet }) =>
      system === "big5" && facet === undefined && /^agreeableness$/iu.test(dimension) && level <= DISAGREEABLE,
  );
  return disagrees || descriptions.some(asksUnpleasant);
}

const MOODS = ["personality", "emotion", "mood"];

function moods(facet: unknown): string[] {
  if (typeof facet !== "object" || facet === null) return [];
  return Object.entries(facet).flatMap(([key, value]) =>
    MOODS.includes(key) && typeof value === "string" ? [value] : [],
  );
}

function slopeScores(subject: Subject, asked: readonly Message[]): Score[] {
  const cluster = subject.transcript.session;
  const tones = asked.filter(({ text }) => text.trim() !== "").map(({ text }) => toneOf(text));
  if (tones.length < FEWEST_FOR_SLOPE) return [];
  if (!isEnglish(subject)) return [{ cluster, value: null, missing: "unsupported" }];
  return [{ cluster, value: slope(tones) }];
}

/** Of a least-squares line through values at 0, 1, 2 … */
function slope(values: readonly number[]): number {
  const [middle, level] = [(values.length - 1) / 2, mean(values) as number];
  const along = values.reduce((sum, value, i) => sum + (i - middle) * (value - level), 0);
  return along / values.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
}

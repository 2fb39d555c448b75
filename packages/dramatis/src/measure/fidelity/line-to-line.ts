/**
 * Share of the speaker's lines that contradict none of the speaker's earlier lines.
 *
 * Line-to-line consistency of Abdulhai et al. 2025 (arXiv 2511.00222). We depart: the judge is Dialogue NLI, in
 * either direction, and a line is held against at most the `history` lines before it, so that the work grows with the
 * length of the conversation and not with its square. It does not look at the persona. The unit is a turn from the
 * second on, of weight = the share of its earlier lines that it could be judged against: a line that met one of thirty
 * says little. Fewer than two turns of the speaker: null, n = 0. An empty turn counts as refused, another that could be
 * judged against no line as unparsed.
 *
 * @paper 234
 * @needs nli
 */
import type { Evidence, Measure, Message, Score } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { BASE_RATES } from "../base-rates.ts";
import { type BothWays, contradiction, judgeBothWays, THRESHOLD } from "../judge-pairs.ts";
import { ownTurns, whyUnscored } from "../own-turns.ts";

export interface LineToLineOptions {
  /** Earlier lines of the speaker that a line is held against. */
  history?: number;
}

export function lineToLine({ history = 30 }: LineToLineOptions = {}): Measure {
  const name = "line-to-line";
  const earlierThan = (turns: readonly Message[], i: number): Message[] => turns.slice(Math.max(0, i - history), i);
  return {
    name,
    async score(subject, context) {
      const turns = ownTurns(subject);
      const pairs = turns.flatMap((message, i) =>
        earlierThan(turns, i).map((earlier) => ({ line: message.text, text: earlier.text })),
      );
      const verdicts = (await judgeBothWays(name, pairs, context)).values();
      return turns
        .map((message, i) => ({ message, earlier: earlierThan(turns, i) }))
        .filter(({ earlier }) => earlier.length > 0)
        .map(({ message, earlier }) => scoreLine(message, earlier, [...verdicts.take(earlier.length)]));
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "higher",
        arguments: { history, threshold: THRESHOLD, baseRates: BASE_RATES },
        seed,
      }),
  };
}

function scoreLine(message: Message, earlier: readonly Message[], verdicts: readonly (BothWays | null)[]): Score {
  const unit = { cluster: message.session, turn: message.turn };
  const judged = verdicts.filter((verdict) => verdict !== null).length;
  if (judged === 0) return { ...unit, value: null, missing: whyUnscored([message]) };
  let evidence: Evidence | undefined;
  for (const [i, verdict] of verdicts.entries()) {
    const strength = verdict ? contradiction(verdict) : 0;
    if (strength <= (evidence?.strength ?? 0)) continue;
    const { turn, text } = earlier[i] as Message;
    const against = { turn, text };
    evidence = {
      session: message.session,
      turn: message.turn,
      quote: message.text,
      against,
      verdict: "contradicts",
      strength,
    };
  }
  const weight = judged / earlier.length;
  return evidence ? { ...unit, value: 0, weight, evidence } : { ...unit, value: 1, weight };
}

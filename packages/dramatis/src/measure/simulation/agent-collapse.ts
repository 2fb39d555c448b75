/**
 * How much each of the speaker's turns looks like what the other participants say, by BLEU; high where all talk alike.
 *
 * Self-BLEU-4 of Zhu et al. 2018 (see `selfBleu`) across speakers: a turn against all turns of the others, before and after it, at
 * most 200 drawn by the seed. Beside `selfBleu`, against its own turns, it tells one repetitive voice from many voices that
 * are one. It rises with the number and length of turns: compare conversations of like size; benchmarks/realism has people's.
 * The unit is a turn; the one most like the others' is the evidence. Turns of one speaker alone: null, n = 0. An empty turn
 * counts as refused, one without words as unparsed. Needs no persona.
 *
 * @paper 180
 */
import type { Measure } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { bleuAgainst } from "../diversity/self-bleu.ts";
import { ownTurns, whyUnscored } from "../own-turns.ts";
import { pointAtExtreme, type ScoredTurn } from "../point-at-extreme.ts";
import { words } from "../text.ts";

export function agentCollapse(): Measure {
  const name = "agent-collapse";
  return {
    name,
    async score(subject, context) {
      context.signal?.throwIfAborted();
      const turns = ownTurns(subject).map((message) => ({ message, tokens: words(message.text) }));
      const others = subject.transcript.messages
        .filter(({ speaker }) => speaker !== subject.speaker)
        .map(({ text }) => words(text))
        .filter((tokens) => tokens.length > 0);
      if (others.length === 0) return [];
      const spoken = turns.filter(({ tokens }) => tokens.length > 0);
      const bleu = bleuAgainst(
        spoken.map(({ tokens }) => tokens),
        others,
        context.seed,
      ).values();
      return pointAtExtreme(
        turns.map(({ message, tokens }): ScoredTurn => {
          const unit = { cluster: message.session, turn: message.turn };
          if (tokens.length === 0) return { message, score: { ...unit, value: null, missing: whyUnscored([message]) } };
          const value = bleu.next().value as number;
          return { message, score: { ...unit, value }, extremity: value };
        }),
      );
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, { measure: name, version: "1", unit: "ratio", direction: "lower", seed }),
  };
}

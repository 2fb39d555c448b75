/**
 * How faithfully a character of a given moral level was played, from 0 to 5, by points off for inconsistencies.
 *
 * Moral RolePlay (2025): a judge lists inconsistencies with the profile, each with a deduction of 1 to 5, and
 * S = 5 − 0.5·D − 0.1·D_m + 0.15·T. We depart where the paper's text was not read: `moralScore` says how the symbols are
 * taken, and the rubric is in our own words. The level and the traits are those of the persona's `moral` facet; a persona
 * without it is no unit, since there is no level to be faithful to. It measures acting, not obedience to harmful
 * requests. `moralLevels` makes the paper's tables from many personas. The largest deduction is the evidence. The unit is
 * a conversation. Nothing said or no facet: null, n = 0; only empty turns count as refused, an unusable verdict as
 * unparsed, a judge that declines as refused.
 *
 * @paper 175
 * @needs judge
 */
import type { Measure, Message, Score } from "../../core/index.ts";
import { rubricVersion } from "../../model/index.ts";
import { moralFacet } from "../../persona/facets.ts";
import { readFacet } from "../../persona/index.ts";
import { described } from "../described.ts";
import { linesOf, noteOf, remarkOn, SCENE, whyNoVerdict } from "../judged.ts";
import { conversationMeasure } from "./grade-conversation.ts";
import { MORAL_WEIGHTS, moralScore } from "./moral-score.ts";
import { type Inconsistencies, MORAL_ACTING } from "./rubrics.ts";

export function moralLevel(): Measure {
  return conversationMeasure({
    name: "moral-level",
    arguments: { weights: MORAL_WEIGHTS, rubric: rubricVersion(MORAL_ACTING) },
    applies: ({ persona }) => readFacet(persona, "moral", moralFacet) !== undefined,
    async grade({ judge, subject, own, signal }) {
      const moral = readFacet(subject.persona, "moral", moralFacet);
      const known = { character: described(subject.persona), ...moral, scene: noteOf(subject, SCENE) };
      const tested = { speaker: subject.speaker, performance: linesOf(subject.transcript.messages) };
      const [judged] = await judge.judge(MORAL_ACTING, [{ known, tested }], signal);
      return judged?.verdict ? [scorePerformance(own, judged.verdict)] : whyNoVerdict(judged);
    },
  });
}

function scorePerformance(own: readonly Message[], { inconsistencies }: Inconsistencies): Score {
  const last = own.findLast(({ text }) => text.trim() !== "") as Message;
  const deductions = inconsistencies.map(({ deduction }) => deduction);
  const largest = Math.max(0, ...deductions);
  const total = deductions.reduce((sum, points) => sum + points, 0);
  const value = moralScore({ total, largest, turns: own.length });
  const worst = inconsistencies.find(({ deduction }) => deduction === largest);
  if (worst === undefined) return { cluster: last.session, value };
  const where = own.find(({ text }) => text.includes(worst.quote)) ?? last;
  return { cluster: last.session, value, evidence: remarkOn(where, `${worst.trait}: ${worst.why}`, largest / 5) };
}

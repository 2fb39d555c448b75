/**
 * Share of questions about what the persona does not state that are answered without inventing it.
 *
 * Ours, after the second score of PersonaGym's persona consistency (Samuel et al. 2024): to answer confidently about an
 * attribute that is not stated is to invent it, and another conversation will invent another. A judge who sees all that is
 * stated decides. Not to know, to decline, to evade and to stay vague are all fine. The questions are those of a suite,
 * whose probes have the kind `unknown`. The unit is an answer; one that invents is evidence. No such question: null, n = 0.
 * An empty answer counts as refused, one that the judge cannot decide as unparsed. One call an answer.
 *
 * @paper 1
 * @needs judge
 */
import { z } from "zod";
import type { Measure, Score } from "../../core/index.ts";
import { type Rubric, rubricVersion } from "../../model/index.ts";
import { renderPersona } from "../../persona/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { judgeOf, remarkOn, whyNoVerdict } from "../judged.ts";
import { repliesToProbes } from "../replies-to-probes.ts";

const RUBRIC: Rubric<{ reason: string; invents: boolean }> = {
  name: "no-invention",
  policy: `A person was asked about something that the persona does not state. "invents" is true where the answer states a definite
fact about the person's life that the persona neither states nor implies; false where the answer says that the person does not
know, declines, evades, stays vague, or says only what the persona states. First the reason in one short sentence.`,
  shape: z.object({ reason: z.string(), invents: z.boolean() }),
};

export function noInvention(): Measure {
  const name = "no-invention";
  return {
    name,
    async score(subject, context) {
      const judge = judgeOf(name, context);
      context.signal?.throwIfAborted();
      const asked = repliesToProbes(subject, "unknown");
      const said = asked.filter(({ reply }) => reply.text.trim() !== "");
      const persona = renderPersona(subject.persona, { person: "third", without: ["ROLE"] }).system;
      const cases = said.map(({ reply, question }) => ({
        known: { name: subject.persona.name, persona, question: question.text },
        tested: { answer: reply.text },
      }));
      const judged = await judge.judge(RUBRIC, cases, context.signal);
      return asked.map((one): Score => {
        const unit = { cluster: one.reply.session, turn: one.reply.turn };
        const found = judged[said.indexOf(one)];
        if (found === undefined) return { ...unit, value: null, missing: "refused" };
        if (found.verdict === null) return { ...unit, value: null, missing: whyNoVerdict(found) };
        if (!found.verdict.invents) return { ...unit, value: 1 };
        return { ...unit, value: 0, evidence: remarkOn(one.reply, found.verdict.reason, 1) };
      });
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "higher",
        arguments: { rubric: rubricVersion(RUBRIC) },
        seed,
      }),
  };
}

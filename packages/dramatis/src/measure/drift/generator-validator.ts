/**
 * Share of replies that the persona's own model, asked afresh, takes for what it was asked to make them.
 *
 * Generator–validator consistency (Li et al. 2023): the generator is asked for an output that has a property or lacks it,
 * the validator, in a fresh context, whether it has; they agree or not. For personas: "reply as Ana would" and "reply as
 * somebody who contradicts Ana on this", then "does this fit Ana?". Ask for both equally often, or a validator that always
 * says yes looks consistent; chance is then .5. Requests are notes of kind "mode" with the `claim` about the reply and
 * whether it was `requested`. We depart: the validator answers as a judge does, with a reason before the verdict. The unit
 * is a reply; one that the validator calls wrong is the evidence. An empty reply counts as refused. None: null, n = 0.
 *
 * @paper 228
 * @needs actor
 */
import { z } from "zod";
import { type Measure, type Score, UnsupportedError } from "../../core/index.ts";
import { judge, type Rubric, rubricVersion } from "../../model/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { described } from "../described.ts";
import { remarkOn, whyNoVerdict } from "../judged.ts";
import { repliesToProbes } from "../replies-to-probes.ts";

const noted = z.looseObject({ claim: z.string().min(1), requested: z.boolean() });

const VALIDATOR: Rubric<{ reason: string; holds: boolean }> = {
  name: "generator-validator",
  policy: `"known" holds a character, a question and a claim about replies to it; "tested" holds a reply.
"holds" is true where the claim is true of the reply, else false.`,
  shape: z.object({ reason: z.string(), holds: z.boolean() }),
};

export function generatorValidator(): Measure {
  const name = "generator-validator";
  return {
    name,
    async score(subject, { actor, signal }) {
      if (!actor) throw new UnsupportedError(name, "actor", "name the persona's own model with --model");
      signal?.throwIfAborted();
      const asked = repliesToProbes(subject, "mode").flatMap(({ reply, question, probe }) => {
        const read = noted.safeParse(probe.noted);
        return read.success ? [{ reply, question, ...read.data }] : [];
      });
      const said = asked.filter(({ reply }) => reply.text.trim() !== "");
      const cases = said.map(({ reply, question, claim }) => ({
        known: { character: described(subject.persona), question: question.text, claim },
        tested: { reply: reply.text },
      }));
      const verdicts = new Map((await judge(actor).judge(VALIDATOR, cases, signal)).map((one, i) => [said[i], one]));
      return asked.map((one): Score => {
        const unit = { cluster: one.reply.session, turn: one.reply.turn };
        const judged = verdicts.get(one);
        if (!judged) return { ...unit, value: null, missing: "refused" };
        if (judged.verdict === null) return { ...unit, value: null, missing: whyNoVerdict(judged) };
        const { holds, reason } = judged.verdict;
        if (holds === one.requested) return { ...unit, value: 1 };
        return { ...unit, value: 0, evidence: remarkOn(one.reply, `${one.claim} ${reason}`, 1) };
      });
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "higher",
        arguments: { rubric: rubricVersion(VALIDATOR) },
        seed,
      }),
  };
}

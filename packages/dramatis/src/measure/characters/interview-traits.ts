/**
 * How far the personality that an interview shows lies from the one that people see in the character, in shares of the
 * scale; 0 is the same.
 *
 * Interview-based assessment of role-play agents (ChatHaruhi, 2023; InCharacter, Wang et al. 2024): items of
 * questionnaires are asked as open questions in fresh conversations; a judge turns each answer into a choice (OC), with
 * names hidden; a dimension is the mean of its items after reversing; the value is the mean absolute difference from the
 * label over dimensions that are high or low. We depart: a refusal is missing, where the authors put the middle of the
 * scale; their expert rating over batches is `expertRating`, their accuracies are in `interviewMetrics`. Questions are
 * notes of kind "interview". A score is the signed difference of an item, its cluster the dimension. The unit is a
 * dimension, over the items that could be converted; those that could not are counted as missing. No question: null,
 * n = 0. An empty reply counts as refused, as does "x"; a choice off the scale is unparsed.
 *
 * @paper 142
 * @needs judge
 */
import { z } from "zod";
import type { Measure, Score } from "../../core/index.ts";
import { rubricVersion } from "../../model/index.ts";
import { estimateOf, mean } from "../../stats/index.ts";
import { judgeOf, remarkOn, whyNoVerdict } from "../judged.ts";
import { repliesToProbes } from "../replies-to-probes.ts";
import { byCluster } from "./by-cluster.ts";
import { unreversed } from "./interview-metrics.ts";
import { OPTION_CONVERSION, withoutNames } from "./interview-rubrics.ts";

const noted = z.looseObject({
  scale: z.string(),
  dimension: z.string(),
  statement: z.string(),
  /** What the numbers of the scale mean. */
  instruction: z.string(),
  isReversed: z.boolean(),
  range: z.object({ min: z.number(), max: z.number() }),
  /** On a range of its own, since some labels are percentages. */
  label: z.object({ score: z.number(), type: z.enum(["H", "L", "X"]), min: z.number(), max: z.number() }),
  names: z.array(z.string()).default([]),
});
type Noted = z.infer<typeof noted>;

export function interviewTraits(): Measure {
  const name = "interview-traits";
  return {
    name,
    async score(subject, context) {
      const judge = judgeOf(name, context);
      context.signal?.throwIfAborted();
      const asked = repliesToProbes(subject, "interview").flatMap(({ reply, question, probe }) => {
        const asks = noted.safeParse(probe.noted);
        return asks.success && asks.data.label.type !== "X" ? [{ reply, question, asks: asks.data }] : [];
      });
      const cases = asked.map(({ reply, question, asks: { statement, instruction, names } }) => ({
        known: { statement, instruction, question: withoutNames(question.text, names) },
        tested: { answer: withoutNames(reply.text, names) },
      }));
      const said = asked.map(({ reply }) => reply.text.trim() !== "");
      const judged = await judge.judge(
        OPTION_CONVERSION,
        cases.filter((_, i) => said[i]),
        context.signal,
      );
      const left = [...judged];
      return asked.map(({ reply, asks }, i): Score => {
        const unit = { cluster: `${subject.persona.name}/${asks.scale}/${asks.dimension}`, turn: reply.turn };
        const one = said[i] ? left.shift() : undefined;
        if (one === undefined || one.verdict?.choice === "x") return { ...unit, value: null, missing: "refused" };
        if (one.verdict === null) return { ...unit, value: null, missing: whyNoVerdict(one) };
        const value = differenceOf(one.verdict.choice as number, asks);
        if (value === null) return { ...unit, value: null, missing: "unparsed" };
        return {
          ...unit,
          value,
          evidence: remarkOn(reply, `${asks.dimension}: ${one.verdict.reason}`, Math.abs(value)),
        };
      });
    },
    aggregate: (scores, seed) => {
      const read = scores.filter(({ value }) => value !== null);
      const unread = scores.filter(({ value }) => value === null);
      const dimensions = byCluster(read, (differences) => Math.abs(mean(differences) ?? 0));
      return estimateOf([...dimensions, ...unread], {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "lower",
        arguments: { rubric: rubricVersion(OPTION_CONVERSION) },
        seed,
      });
    },
  };
}

/** Share of the scale less share of the label's, −1..1; null for a choice off the scale. */
function differenceOf(choice: number, { isReversed, range, label }: Noted): number | null {
  if (!Number.isInteger(choice) || choice < range.min || choice > range.max) return null;
  const keyed = unreversed(choice, isReversed, range);
  return (keyed - range.min) / (range.max - range.min) - (label.score - label.min) / (label.max - label.min);
}

/**
 * Share of opinions in which the trait that shows is the one that the persona has.
 *
 * PersonalityEdit (Mao et al. 2024): traits show in opinions on things and people; a model asked what it thinks of a topic
 * is held against one of extraversion, agreeableness and neuroticism. Questions are notes of kind "opinion-trait" with the
 * `topic` and the `target` trait; without a target it is the highest of the three in the persona's file. The judge chooses
 * among the three, or none, which counts against the persona. We depart: the paper classifies with a trained model and
 * scores with a prompt; its data are not at hand. The unit is a reply; another trait is the evidence. An empty reply counts
 * as refused. No question, or no target: null, n = 0.
 *
 * @paper 158
 * @needs judge
 */
import { z } from "zod";
import type { Measure, Score } from "../../core/index.ts";
import { type Rubric, rubricVersion } from "../../model/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { judgeReplies } from "../characters/judge-replies.ts";
import { judgeOf, remarkOn } from "../judged.ts";
import { targetLevels } from "./trait-reader.ts";

const SHOWN = ["extraversion", "agreeableness", "neuroticism"] as const;
const noted = z.looseObject({ topic: z.string(), target: z.enum(SHOWN).optional() });

const OPINION: Rubric<{ reason: string; trait: (typeof SHOWN)[number] | "none" }> = {
  name: "opinion-trait",
  policy: `"tested" holds an opinion on the topic in "known". Say which trait its wording shows most:
"extraversion" (outgoing, enthusiastic, seeks company and excitement), "agreeableness" (kind, trusting, looks for the good),
"neuroticism" (worried, irritable, dwells on what may go wrong), or "none" where none stands out.`,
  shape: z.object({ reason: z.string(), trait: z.enum([...SHOWN, "none"]) }),
};

export function opinionTrait(): Measure {
  const name = "opinion-trait";
  return {
    name,
    async score(subject, context) {
      const judge = judgeOf(name, context);
      const levels = targetLevels(subject.persona);
      const highest = SHOWN.filter((trait) => levels[trait] !== undefined).sort(
        (a, b) => (levels[b] ?? 0) - (levels[a] ?? 0),
      )[0];
      const judged = await judgeReplies({
        subject,
        judge,
        kind: "opinion-trait",
        asks: noted,
        rubric: OPINION,
        known: ({ asks }) => ({ topic: asks.topic }),
        signal: context.signal,
      });
      return judged.flatMap(({ reply, asks: { target = highest }, unit, verdict, missing }): Score[] => {
        if (target === undefined) return [];
        if (verdict === null) return [{ ...unit, value: null, missing }];
        if (verdict.trait === target) return [{ ...unit, value: 1 }];
        return [{ ...unit, value: 0, evidence: remarkOn(reply, `${verdict.trait}: ${verdict.reason}`, 1) }];
      });
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "higher",
        arguments: { rubric: rubricVersion(OPINION) },
        seed,
      }),
  };
}

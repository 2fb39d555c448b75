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
import {
  type Measure,
  type Message,
  type Missing,
  type Model,
  type Score,
  UnsupportedError,
} from "../../core/index.ts";
import { judge, mapConcurrent, type Rubric, rubricVersion } from "../../model/index.ts";
import { estimateOf, mean } from "../../stats/index.ts";
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
      const verdicts = await validated(actor, { said, character: described(subject.persona), signal });
      return asked.map((one): Score => {
        const unit = { cluster: one.reply.session, turn: one.reply.turn };
        const verdict = verdicts[said.indexOf(one)] ?? { missing: "refused" };
        if ("missing" in verdict) return { ...unit, value: null, missing: verdict.missing };
        if (verdict.holds === one.requested) return { ...unit, value: 1 };
        return { ...unit, value: 0, evidence: remarkOn(one.reply, `${one.claim} ${verdict.reason}`, 1) };
      });
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "2",
        unit: "ratio",
        direction: "higher",
        arguments: { rubric: rubricVersion(VALIDATOR) },
        seed,
      }),
  };
}

interface Validating {
  said: readonly { reply: Message; question: Message; claim: string }[];
  character: ReturnType<typeof described>;
  signal: AbortSignal | undefined;
}

type Validated = { holds: boolean; reason: string } | { missing: Missing };

/** What the model that spoke makes of each reply, in a fresh context. */
async function validated(actor: Model, { said, character, signal }: Validating): Promise<Validated[]> {
  const chosen = await chosenAll(actor, { said, character, signal });
  if (chosen) return chosen;
  const cases = said.map(({ reply, question, claim }) => ({
    known: { character, question: question.text, claim },
    tested: { reply: reply.text },
  }));
  const judged = await judge(actor).judge(VALIDATOR, cases, signal);
  return said.map((_, i) => judged[i]?.verdict ?? { missing: whyNoVerdict(judged[i]) });
}

/** A server holds its own calls back further. */
const AT_ONCE = 4;

const ORDERS = [
  ["yes", "no"],
  ["no", "yes"],
] as const;

/** null where the model, or its server, gives no probabilities. */
async function chosenAll(model: Model, { said, character, signal }: Validating): Promise<Validated[] | null> {
  const choose = model.choose?.bind(model);
  if (!choose) return null;
  try {
    return await mapConcurrent(
      said,
      async ({ reply, question, claim }): Promise<Validated> => {
        const asked = `Somebody was asked: “${question.text}”\nThey replied: “${reply.text}”\n${claim} Is that so?`;
        const shares = await Promise.all(
          ORDERS.map(async (order) => {
            const content = `${asked} Answer ${order.join(" or ")}.`;
            const messages = [
              { role: "system" as const, content: character.description },
              { role: "user" as const, content },
            ];
            return (await choose({ messages, options: [...order] }, signal))[order.indexOf("yes")] as number;
          }),
        );
        const share = mean(shares) as number;
        return { holds: share > 0.5, reason: `yes ${share.toFixed(2)}` };
      },
      { concurrency: AT_ONCE, signal },
    );
  } catch (error) {
    if (error instanceof UnsupportedError) return null;
    throw error;
  }
}

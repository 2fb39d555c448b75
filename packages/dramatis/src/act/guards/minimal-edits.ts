/**
 * Mends the reply that is there: only the sentences that contradict the persona are changed, and as few words as can be.
 *
 * Grounded minimal editing (Wu et al. 2021): the paper masks the spans that depend on the persona and decodes them anew
 * with a trained editor. We depart: spans are sentences, found by NLI (P(contradict | claim, sentence) above .5, questions
 * aside); they are rewritten by a chat model, which is given them alone and the claims they contradict, or, without one,
 * give way to the claim itself or go. Claims that nothing supports are not looked for. The edit is taken where its
 * contradiction is below .3 and six in ten words of the reply stand, in order (longest common subsequence); else the next
 * candidate is tried; where none can be mended, the least contradicting one is said as it is, and its reason tells. At most
 * two model calls a candidate. A reply without such a sentence stays as it is.
 *
 * @paper 63
 * @needs nli
 */
import { z } from "zod";
import { cleanText, type Guard, type Model, type Nli } from "../../core/index.ts";
import { askJson, neededNli } from "../../model/index.ts";
import { checkCandidates, chooseBest, shown } from "./choose-best.ts";
import { type Conflict, findConflicts, goodEdit, type Rewrite } from "./edit-to-agree.ts";
import { meetPremises, premisesOf, strongest } from "./meet-premises.ts";

export interface MinimalEditsOptions {
  nli?: Nli;
  /** Rewrites the sentences that contradict. */
  model?: Model;
  /** Contradiction below which an edit is good. */
  sure?: number;
  /** Share of a reply's words that an edit must leave. */
  unchanged?: number;
  /** How many of the persona's own last turns a reply should agree with as well. */
  turns?: number;
}

export function minimalEdits({ nli, model, sure = 0.3, unchanged = 0.6, turns = 0 }: MinimalEditsOptions = {}): Guard {
  const name = "minimal-edits";
  const rewrite = model === undefined ? {} : { rewrite: rewriteByModel(model) };
  return {
    name,
    async choose(candidates, view, signal) {
      checkCandidates(name, candidates, signal);
      const judge = neededNli(name, nli);
      const premises = premisesOf(view, turns);
      const reasons = candidates.map(() => "not looked at");
      for (const [index, { text }] of candidates.entries()) {
        if (text.trim() === "") continue;
        const conflicts = await findConflicts(judge, { text, premises }, signal);
        if (conflicts.length === 0) {
          return { index, text, reasons: reasons.with(index, "no sentence contradicts the persona") };
        }
        const edit = await goodEdit(judge, { text, premises, conflicts, sure, unchanged, ...rewrite }, signal);
        reasons[index] = `${conflicts.length} of its sentences contradict, no edit is good`;
        if (edit === null) continue;
        const found = `${conflicts.length} of its sentences contradict; edited, ${shown(edit.unchanged)} of its words stand`;
        return { index, text: edit.text, reasons: reasons.with(index, found) };
      }
      const met = await meetPremises(judge, { texts: candidates.map(({ text }) => text), premises }, signal);
      return chooseBest(
        candidates,
        met.map((row, i) => {
          const { probability } = strongest(row, "contradict");
          return { rank: [-probability], reason: `${reasons[i]}; contradiction ${shown(probability)}` };
        }),
      );
    },
  };
}

const TASK = `Some sentences of a reply contradict facts about its speaker. Rewrite each so that it agrees with the fact beside it:
change as few words as you can, keep its tone and its first person, and add nothing.
Reply with {"sentences": [one for each, in order; "" where it is better left out]}.`;

const shape = z.object({ sentences: z.array(z.string()) });

/** Asks for the contradicting sentences alone, so that no other can change. */
function rewriteByModel(model: Model): Rewrite {
  return async (conflicts: readonly Conflict[], signal) => {
    const material = conflicts.map(({ sentence, premise }) => ({ sentence: sentence.trim(), fact: premise }));
    const reply = await askJson(model, { task: TASK, material, shape }, signal);
    if (reply === null || reply.sentences.length !== conflicts.length) return null;
    return reply.sentences.map((sentence) => cleanText(sentence).trim());
  };
}

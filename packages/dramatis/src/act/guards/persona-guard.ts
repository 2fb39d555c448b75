/**
 * Answers at once when it is sure, looks at more candidates when it is not, and edits before it gives a candidate up.
 *
 * The composite guard; its order and bounds are ours, its parts Dialogue NLI's (Welleck et al. 2019) and grounded minimal
 * editing's (Wu et al. 2021). A candidate is looked at for its form (it says something, and nobody else's turn), for
 * secrecy (it recites no run of the prompt) and for safety, where a check for that is given; one that fails there is never
 * said. Then for what it claims: premises are the persona's claims and the sentences of its own last turns, and its
 * contradiction is the highest P(contradict | premise, candidate). Then for what it cannot know (`knowledge.cutoff`) and
 * for style (it speaks as a machine, or in other letters than its language's): one that fails there stands back behind
 * those that do not. In turn:
 * 1. The first candidate below .3 is said. An agent draws no others where its first one is.
 * 2. Of those below .7, the best by `nli-rerank` is said.
 * 3. From the best on: each sentence that contradicts a premise (above .5) gives way to that premise, or goes where the
 *    premise is not in the first person. Said if six in ten words stand and the whole is below .3.
 * 4. One more is drawn, where the agent can, with the violated sentence quoted. Said if it is below .7 and without fault.
 * 5. The premise itself is said that the best candidate contradicts, under the same two conditions as in 3 but the words.
 * 6. The fallback line is said.
 * The reason of the candidate that was taken tells each step that failed. Active-passive constraints are not looked at. A
 * persona without claims lets the first candidate pass that is without fault. Blank candidates alone are left blank.
 *
 * @paper 234
 * @paper 63
 * @needs nli
 */
import { type AgentView, type Candidate, type Guard, type GuardChoice, type Nli, oneLine } from "../../core/index.ts";
import { neededNli } from "../../model/index.ts";
import type { EarlyGuard, GuardView } from "../guarded-reply.ts";
import { checkCandidates, shown } from "./choose-best.ts";
import { canSay, goodEdit } from "./edit-to-agree.ts";
import { labelled, type Met, meetPremises, premisesOf, strongest } from "./meet-premises.ts";
import { rerankedScores } from "./nli-rerank.ts";
import { cutoffFault, formatFault, type ReplyCheck, secrecyFault, styleFault } from "./reply-faults.ts";

export interface PersonaGuardOptions {
  nli?: Nli;
  /** Contradiction below which a candidate is said at once, and an edit is good. */
  sure?: number;
  /** Contradiction from which a candidate is not said as it is. */
  threshold?: number;
  /** Share of a candidate's words that an edit must leave. */
  unchanged?: number;
  /** How many of the persona's own last turns a candidate should agree with as well. */
  turns?: number;
  /** Says what is unsafe in a candidate; of the first it is asked twice where that does not do. */
  safety?: ReplyCheck;
  /** Said where nothing else may be; in the persona's language. */
  fallback?: string;
}

interface Seen {
  index: number;
  text: string;
  score: number | undefined;
  met: Met[];
  contradiction: number;
  premise: string | undefined;
  /** Why it may never be said. */
  fault: string | null;
  /** Why it stands back behind others. */
  flaw: string | null;
}

/** Fits after most messages, and claims nothing. */
const FALLBACK = "Sorry, I lost my thread for a moment. What were you saying?";

export function personaGuard(options: PersonaGuardOptions = {}): Guard & EarlyGuard {
  const { nli, sure = 0.3, threshold = 0.7, unchanged = 0.6, turns = 4, safety, fallback = FALLBACK } = options;
  const name = "persona-guard";

  async function look(candidates: readonly Candidate[], view: AgentView, signal?: AbortSignal): Promise<Seen[]> {
    const texts = candidates.map(({ text }) => text);
    const premises = premisesOf(view, turns);
    const rows = await meetPremises(neededNli(name, nli), { texts, premises }, signal);
    const seen: Seen[] = [];
    for (const [index, { text, score }] of candidates.entries()) {
      const met = rows[index] ?? [];
      const { probability: contradiction, premise } = strongest(met, "contradict");
      const fault = formatFault(text, view) ?? secrecyFault(text, view) ?? (await safety?.(text, view, signal)) ?? null;
      const flaw = cutoffFault(text, view) ?? styleFault(text, view);
      seen.push({ index, text, score, met, contradiction, premise, fault, flaw });
    }
    return seen;
  }

  const passes = ({ fault, flaw, contradiction }: Seen, below: number): boolean =>
    fault === null && flaw === null && contradiction < below;

  /** What is made of a candidate of which none may be said as it is; `log` is told what failed. */
  async function mend(
    { best, inForm, view }: { best: Seen; inForm: readonly Seen[]; view: GuardView },
    log: string[],
    signal?: AbortSignal,
  ): Promise<{ index: number; text: string; why: string }> {
    const judge = neededNli(name, nli);
    const premises = premisesOf(view, turns);
    for (const { index, text, flaw } of inForm) {
      const edit = flaw === null && (await goodEdit(judge, { text, premises, sure, unchanged }, signal));
      if (edit) return { index, text: edit.text, why: `edited, ${shown(edit.unchanged)} of its words stand` };
    }
    if (inForm.length > 0) log.push("no edit is good");
    const { index, premise } = best;
    const fresh = await view.again?.(wrongWith(best), signal);
    if (fresh) {
      const [seen] = await look([fresh], view, signal);
      if (seen && passes(seen, threshold))
        return { index, text: fresh.text, why: "drawn once more, told what was wrong" };
      if (seen) log.push(`drawn once more: ${reasonOf(seen)}`);
    }
    if (best.contradiction >= threshold && premise !== undefined && canSay(premise)) {
      const [seen] = await look([{ text: premise }], view, signal);
      if (seen && passes(seen, sure))
        return { index, text: premise, why: "the persona's own sentence is said instead" };
    }
    return { index, text: fallback, why: "nothing better was found, so the fallback line is said" };
  }

  return {
    name,
    async accepts(candidate, view, signal) {
      signal?.throwIfAborted();
      return (await look([candidate], view, signal)).every((one) => passes(one, sure));
    },
    async choose(candidates, view: GuardView, signal) {
      checkCandidates(name, candidates, signal);
      const seen = await look(candidates, view, signal);
      const reasons = seen.map(reasonOf);
      const say = ({ index, text }: Pick<Seen, "index" | "text">, ...why: string[]): GuardChoice => {
        return { index, text, reasons: reasons.with(index, [reasons[index], ...why].join("; ")) };
      };
      const first = seen.find((one) => passes(one, sure));
      if (first) return say(first, "sure enough");
      const inForm = [
        ...ranked(seen.filter(({ fault, flaw }) => fault === null && flaw === null)),
        ...ranked(seen.filter(({ fault, flaw }) => fault === null && flaw !== null)),
      ];
      const passing = inForm.find((one) => passes(one, threshold));
      if (passing) return say(passing, "the best that may pass");
      const best = inForm[0] ?? ranked(seen.filter(({ text }) => text.trim() !== ""))[0];
      if (best === undefined) return say(seen[0] as Seen, "nothing was said");
      const log: string[] = [];
      const { why, ...mended } = await mend({ best, inForm, view }, log, signal);
      return say(mended, ...log, why);
    },
  };
}

/** Best first, as `nli-rerank` has them. */
function ranked(seen: readonly Seen[]): Seen[] {
  const given = seen.flatMap(({ score }) => score ?? []);
  const after = rerankedScores({
    scores: given.length === seen.length ? given : seen.map(() => 0),
    contradictions: seen.map(({ met }) => strongest(labelled(met, "contradict"), "contradict").probability),
  });
  const scores = new Map(seen.map((one, i) => [one, after[i] as number]));
  const score = (one: Seen): number => scores.get(one) ?? 0;
  return seen.toSorted((a, b) => score(b) - score(a) || a.contradiction - b.contradiction || a.index - b.index);
}

function reasonOf({ fault, flaw, contradiction, premise }: Seen): string {
  if (fault !== null) return fault;
  const against = `contradiction ${shown(contradiction)}${premise === undefined ? "" : ` of ${JSON.stringify(premise)}`}`;
  return flaw === null ? against : `${against}, ${flaw}`;
}

/** What was wrong, for whoever is to do better. */
function wrongWith({ text, premise, fault, flaw }: Seen): string {
  const why = fault ?? flaw ?? (premise === undefined ? "it is out of character" : `it contradicts "${premise}"`);
  return `"${oneLine(text, 300)}" may not be said: ${why}.`;
}

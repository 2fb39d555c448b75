/**
 * Answers at once when it is sure, looks at more candidates when it is not, and edits before it gives a candidate up.
 *
 * The composite guard; its order and bounds are ours, its parts Dialogue NLI's (Welleck et al. 2019). Premises are the
 * persona's claims and the sentences of its own last turns; a candidate's contradiction is the highest
 * P(contradict | premise, candidate). In turn:
 * 1. The first candidate below .3 is said. An agent draws no others where its first one is.
 * 2. Of those below .7, the best by `nli-rerank` is said.
 * 3. From the best on: each sentence that contradicts a premise (above .5) gives way to that premise, or goes where the
 *    premise is not in the first person. Said if six in ten words stand and the whole is below .3.
 * 4. The premise itself is said that the best candidate contradicts, under the same two conditions but the words.
 * 5. The best candidate is said as it is, and its reason tells.
 * A blank candidate, or one that writes somebody else's turn, is taken only where all are like it. Safety, what the persona
 * cannot know, and style are not looked at, and no reply is asked for anew with the violated sentence quoted. A persona
 * without claims lets the first candidate pass.
 *
 * @paper 234
 * @needs nli
 */
import type { AgentView, Candidate, Guard, GuardChoice, Nli } from "../../core/index.ts";
import { sameName } from "../../transcript/index.ts";
import type { EarlyGuard } from "../guarded-reply.ts";
import { checkCandidates, shown } from "./choose-best.ts";
import { canSay, editToAgree } from "./edit-to-agree.ts";
import { labelled, type Met, meetPremises, premisesOf, strongest } from "./meet-premises.ts";
import { neededNli } from "./needed.ts";
import { rerankedScores } from "./nli-rerank.ts";

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
}

interface Seen {
  index: number;
  text: string;
  score: number | undefined;
  met: Met[];
  contradiction: number;
  premise: string | undefined;
  fault: string | null;
}

export function personaGuard({
  nli,
  sure = 0.3,
  threshold = 0.7,
  unchanged = 0.6,
  turns = 4,
}: PersonaGuardOptions = {}): Guard & EarlyGuard {
  const name = "persona-guard";

  async function look(
    candidates: readonly Candidate[],
    view: AgentView,
    signal?: AbortSignal,
  ): Promise<{ judge: Nli; premises: string[]; seen: Seen[] }> {
    const judge = neededNli(name, nli);
    const premises = premisesOf(view, turns);
    const texts = candidates.map(({ text }) => text);
    const rows = await meetPremises(judge, { texts, premises }, signal);
    const seen = candidates.map(({ text, score }, index): Seen => {
      const met = rows[index] ?? [];
      const { probability: contradiction, premise } = strongest(met, "contradict");
      return { index, text, score, met, contradiction, premise, fault: formatFault(text, view) };
    });
    return { judge, premises, seen };
  }

  return {
    name,
    async accepts(candidate, view, signal) {
      signal?.throwIfAborted();
      const { seen } = await look([candidate], view, signal);
      return seen.every((one) => one.fault === null && one.contradiction < sure);
    },
    async choose(candidates, view, signal) {
      checkCandidates(name, candidates, signal);
      const { judge, premises, seen } = await look(candidates, view, signal);
      const reasons = seen.map(reasonOf);
      const say = ({ index, text }: Pick<Seen, "index" | "text">, why: string): GuardChoice => {
        return { index, text, reasons: reasons.with(index, `${reasons[index]}; ${why}`) };
      };
      const inForm = ranked(seen.filter(({ fault }) => fault === null));
      const wellFormed = inForm.toSorted((a, b) => a.index - b.index);

      const first = wellFormed.find(({ contradiction }) => contradiction < sure);
      if (first) return say(first, "sure enough");
      const passing = inForm.find(({ contradiction }) => contradiction < threshold);
      if (passing) return say(passing, "the best that may pass");
      const isGood = async (text: string): Promise<boolean> => {
        const [met = []] = await meetPremises(judge, { texts: [text], premises }, signal);
        return strongest(met, "contradict").probability < sure;
      };
      for (const { index, text } of inForm) {
        const edit = await editToAgree(judge, { text, premises }, signal);
        if (!edit || edit.unchanged < unchanged || !(await isGood(edit.text))) continue;
        return say({ index, text: edit.text }, `edited, ${shown(edit.unchanged)} of its words stand`);
      }
      const best = inForm[0] ?? ranked(seen.filter(({ text }) => text.trim() !== ""))[0] ?? (seen[0] as Seen);
      const { index, premise } = best;
      if (premise !== undefined && canSay(premise) && (await isGood(premise))) {
        return say({ index, text: premise }, "the persona's own sentence is said instead");
      }
      return say(best, "nothing better was found");
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

function reasonOf({ fault, contradiction, premise }: Seen): string {
  if (fault !== null) return fault;
  return `contradiction ${shown(contradiction)}${premise === undefined ? "" : ` of ${JSON.stringify(premise)}`}`;
}

const ROLES = ["user", "human", "assistant", "system"];

/** Why a text cannot be what the persona says in its turn. */
function formatFault(text: string, { persona, history }: AgentView): string | null {
  if (text.trim() === "") return "says nothing";
  const others = [...ROLES, ...history.map(({ speaker }) => speaker)].filter((other) => !sameName(other, persona.name));
  const heads = text.split("\n").flatMap((line) => (line.includes(":") ? [line.slice(0, line.indexOf(":"))] : []));
  return heads.some((head) => others.some((other) => sameName(head, other))) ? "writes somebody else's turn" : null;
}

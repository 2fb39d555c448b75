/**
 * Share of in-character clauses among those of a reply that reveal something about the persona.
 *
 * ACC of Shin et al. 2025 (atomic-level persona fidelity), which finds the out-of-character sentence inside a long
 * reply. We depart: a rule cuts replies into clauses in place of a language model, and NLI against every claim judges
 * them in place of a trait rating: out of character (1) where some claim is contradicted, in character (5) where some
 * claim is entailed and none contradicted, in either direction; else the clause reveals nothing and is left out. The
 * form with a judge, which rates traits, comes later; IC and RC of the paper are in `atomicFidelity`.
 * The unit is a turn, as the paper's is a response; all sessions are pooled. A turn that reveals nothing is no unit.
 * No claims or no revealing turn: null, n = 0. An empty turn counts as refused.
 *
 * @paper 125
 * @needs nli
 */
import type { Measure, Message, Score } from "../../core/index.ts";
import { estimateOf } from "../../stats/index.ts";
import { clauses } from "../clauses.ts";
import { distinctClaims } from "../distinct-claims.ts";
import {
  claimEvidence,
  contradiction,
  entailment,
  isJudged,
  type Meeting,
  meetLines,
  strongest,
} from "../judge-pairs.ts";
import { ownTurns, whyUnscored } from "../own-turns.ts";
import { atomicFidelity as atomicMetrics } from "./atomic-metrics.ts";

const OUT_OF_CHARACTER = 1;
const IN_CHARACTER = 5;

export function atomicFidelity(): Measure {
  const name = "atomic-fidelity";
  return {
    name,
    async score(subject, context) {
      const claims = distinctClaims(subject.persona);
      const turns =
        claims.length === 0 ? [] : ownTurns(subject).map((message) => ({ message, atoms: clauses(message.text) }));
      const met = await meetLines(name, { lines: turns.flatMap(({ atoms }) => atoms), claims }, context);
      const rows = met.values();
      return turns.flatMap(({ message, atoms }) => scoreTurn(message, atoms, [...rows.take(atoms.length)]));
    },
    aggregate: (scores) => estimateOf(scores, { measure: name, version: "1", unit: "ratio", direction: "higher" }),
  };
}

function scoreTurn(message: Message, atoms: readonly string[], rows: readonly Meeting[][]): Score[] {
  const unit = { cluster: message.session, turn: message.turn };
  if (!rows.some(isJudged)) return [{ ...unit, value: null, missing: whyUnscored(message) }];
  const judged = rows.flatMap((meetings, i) => judgeAtom({ ...message, text: atoms[i] as string }, meetings));
  const value = atomicMetrics([[judged.map(({ code }) => code)]], "high").acc;
  if (value === null) return [];
  const { evidence } = judged.reduce((worst, atom) => (severity(atom) > severity(worst) ? atom : worst));
  return [{ ...unit, value, evidence }];
}

interface JudgedAtom {
  code: number;
  evidence: ReturnType<typeof claimEvidence>;
}

/** Nothing for a clause that reveals nothing. */
function judgeAtom(atom: Message, meetings: readonly Meeting[]): JudgedAtom[] {
  const against = strongest(meetings, contradiction);
  if (against) return [{ code: OUT_OF_CHARACTER, evidence: claimEvidence(atom, against, "contradicts") }];
  const support = strongest(meetings, entailment);
  return support ? [{ code: IN_CHARACTER, evidence: claimEvidence(atom, support, "entails") }] : [];
}

/** Contradictions before support, then by strength. */
function severity({ code, evidence }: JudgedAtom): number {
  return evidence.strength + (code === OUT_OF_CHARACTER ? 1 : 0);
}

import type { Evidence, MeasureContext, Message, Missing, Subject } from "../../core/index.ts";
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

/** Codes on the paper's scale of 1 to 5. */
const OUT_OF_CHARACTER = 1;
const IN_CHARACTER = 5;

/** A clause that reveals something about the persona. */
export interface JudgedAtom {
  /** 1 out of character, 5 in character. */
  code: number;
  evidence: Evidence;
}

/** A turn's revealing clauses, in order; `missing` where no clause could be judged. */
export interface AtomicTurn {
  message: Message;
  atoms: JudgedAtom[];
  missing?: Missing;
}

/**
 * The speaker's turns cut into clauses, each judged against every claim: out of character where some claim is
 * contradicted, in character where some claim is entailed and none contradicted, in either direction; a clause that
 * does neither reveals nothing and is left out. No claims give no turns.
 */
export async function judgedAtoms(measure: string, subject: Subject, context: MeasureContext): Promise<AtomicTurn[]> {
  const claims = distinctClaims(subject.persona);
  const turns =
    claims.length === 0 ? [] : ownTurns(subject).map((message) => ({ message, texts: clauses(message.text) }));
  const rows = (await meetLines(measure, { lines: turns.flatMap(({ texts }) => texts), claims }, context)).values();
  return turns.map(({ message, texts }) => {
    const met = [...rows.take(texts.length)];
    const atoms = met.flatMap((meetings, i) => judgeAtom({ ...message, text: texts[i] as string }, meetings));
    return met.some(isJudged) ? { message, atoms } : { message, atoms, missing: whyUnscored([message]) };
  });
}

/** Nothing for a clause that reveals nothing. */
function judgeAtom(atom: Message, meetings: readonly Meeting[]): JudgedAtom[] {
  const against = strongest(meetings, contradiction);
  if (against) return [{ code: OUT_OF_CHARACTER, evidence: claimEvidence(atom, against, "contradicts") }];
  const support = strongest(meetings, entailment);
  return support ? [{ code: IN_CHARACTER, evidence: claimEvidence(atom, support, "entails") }] : [];
}

/** The clause that weighs most: a contradiction before support, then the stronger. null for none. */
export function weightiest(atoms: readonly JudgedAtom[]): JudgedAtom | null {
  const severity = ({ code, evidence }: JudgedAtom): number => evidence.strength + (code === OUT_OF_CHARACTER ? 1 : 0);
  return atoms.reduce<JudgedAtom | null>(
    (worst, atom) => (worst && severity(worst) >= severity(atom) ? worst : atom),
    null,
  );
}

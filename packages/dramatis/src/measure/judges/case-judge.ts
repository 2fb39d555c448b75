import {
  InputError,
  type Measure,
  type MeasureContext,
  type Missing,
  type Model,
  type Persona,
  type Transcript,
} from "../../core/index.ts";
import { type Case, type JudgeOptions, judge, type NoVerdict, type Rubric, rubricVersion } from "../../model/index.ts";
import { personaFromSentences, personaVersion } from "../../persona/index.ts";

/** A number for a case, or why there is none. */
export interface CaseVerdict {
  value: number | null;
  missing?: NoVerdict | Missing;
}

/** Whatever gives cases numbers: a chat model by a rubric, or a measure. */
export interface CaseJudge {
  readonly id: string;
  /** What it decides: a rubric or a measure, with its version. */
  readonly decides: string;
  /** One a case, in order. `repeat` counts from 0; where the judge draws at random, each repeat draws anew. */
  judge(cases: readonly Case[], options?: { repeat?: number; signal?: AbortSignal }): Promise<CaseVerdict[]>;
}

export interface RubricJudge<Verdict> extends Omit<JudgeOptions, "seed"> {
  rubric: Rubric<Verdict>;
  /** The number that a verdict stands for. */
  value: (verdict: Verdict) => number;
}

/** A chat model that judges by a rubric. */
export function rubricJudge<Verdict>(model: Model, { rubric, value, ...options }: RubricJudge<Verdict>): CaseJudge {
  return {
    id: model.id,
    decides: `${rubric.name}@${rubricVersion(rubric)}`,
    judge: async (cases, { repeat = 0, signal } = {}) => {
      // The seed keeps a cache from answering a repeat with what was said before.
      const one = judge(model, { ...options, ...(repeat > 0 && { seed: repeat }) });
      const judged = await one.judge(rubric, cases, signal);
      return judged.map(({ verdict, missing }) => ({
        value: verdict === null ? null : value(verdict),
        ...(missing && { missing }),
      }));
    },
  };
}

/**
 * A measure as judge: the mean of its scores of the tested reply. A case is then
 * `{known: {persona?, context?}, tested: {reply}}`: sentences or a whole persona; the turns before, the partner's last.
 *
 * @throws InputError for a case of another shape. @throws UnsupportedError for what the measure needs and is not there.
 */
export function measureJudge(measure: Measure, context: Omit<MeasureContext, "signal">): CaseJudge {
  const witness = context.nli?.id ?? context.embedder?.id ?? context.judge?.id ?? context.actor?.id;
  return {
    id: witness === undefined ? measure.name : `${measure.name}:${witness}`,
    decides: `${measure.name}@${measure.aggregate([]).made.version}`,
    judge: async (cases, { signal } = {}) => {
      const verdicts: CaseVerdict[] = [];
      for (const one of cases) {
        const { transcript, persona } = conversationOf(one);
        const turn = transcript.messages.length - 1;
        const subject = { persona, personaVersion: personaVersion(persona), transcript, speaker: SELF };
        const scores = await measure.score(subject, { ...context, ...(signal && { signal }) });
        const own = scores.filter((score) => (score.turn ?? turn) === turn);
        const { value, missing } = measure.aggregate(own);
        const reason = (Object.keys(missing) as Missing[]).find((key) => missing[key] > 0) ?? "unsupported";
        verdicts.push(value === null ? { value, missing: reason } : { value });
      }
      return verdicts;
    },
  };
}

const SELF = "persona";

function conversationOf({ known, tested }: Case): { transcript: Transcript; persona: Persona } {
  const { persona = [], context = [] } = known;
  const { reply } = tested;
  const turns = typeof context === "string" ? [context] : context;
  if (typeof reply !== "string" || !isTexts(turns)) {
    const expected = 'a case such as {"known": {"persona": ["…"], "context": ["…"]}, "tested": {"reply": "…"}}';
    throw new InputError({ where: "labelled set", found: JSON.stringify({ known, tested }).slice(0, 80), expected });
  }
  const messages = [...turns, reply].map((text, turn, all) => ({
    session: "case",
    turn,
    speaker: (all.length - 1 - turn) % 2 === 0 ? SELF : "partner",
    text,
  }));
  const own = isTexts(persona) ? personaFromSentences(SELF, persona) : (persona as Persona);
  return { transcript: { session: "case", messages }, persona: own };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((text) => typeof text === "string");
}

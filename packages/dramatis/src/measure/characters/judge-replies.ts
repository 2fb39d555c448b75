import type { z } from "zod";
import type { Message, Missing, Score, Subject } from "../../core/index.ts";
import type { Judge, Rubric } from "../../model/index.ts";
import { whyNoVerdict } from "../judged.ts";
import { repliesToProbes } from "../replies-to-probes.ts";

export interface AskedReply<Asks> {
  question: Message;
  reply: Message;
  asks: Asks;
}

export interface ReplyJudging<Asks, Verdict> {
  subject: Subject;
  judge: Judge;
  /** Of the notes whose replies are judged. */
  kind: string;
  /** What such a note must hold; others are passed over. */
  asks: z.ZodType<Asks>;
  rubric: Rubric<Verdict>;
  /** What the judge knows besides the reply. */
  known: (asked: AskedReply<Asks>) => Record<string, unknown>;
  signal?: AbortSignal | undefined;
}

/** A judged reply; where there is no verdict, why. */
export type JudgedReply<Asks, Verdict> = AskedReply<Asks> & { unit: Pick<Score, "cluster" | "turn"> } & (
    | { verdict: Verdict; missing?: never }
    | { verdict: null; missing: Missing }
  );

/**
 * Has the first reply to each question of a kind judged, each on its own. An empty reply is refused
 * and costs no call.
 *
 * @throws the signal's reason. @throws ModelError, BudgetError from the judge.
 */
export async function judgeReplies<Asks, Verdict>({
  subject,
  judge,
  kind,
  asks: shape,
  rubric,
  known,
  signal,
}: ReplyJudging<Asks, Verdict>): Promise<JudgedReply<Asks, Verdict>[]> {
  signal?.throwIfAborted();
  const asked = repliesToProbes(subject, kind).flatMap(({ reply, question, probe }): AskedReply<Asks>[] => {
    const read = shape.safeParse(probe.noted);
    return read.success ? [{ reply, question, asks: read.data }] : [];
  });
  const said = asked.filter(({ reply }) => reply.text.trim() !== "");
  const cases = said.map((one) => ({
    known: known(one),
    tested: { reply: one.reply.text },
  }));
  const judged = new Map((await judge.judge(rubric, cases, signal)).map((one, i) => [said[i], one]));
  return asked.map((one): JudgedReply<Asks, Verdict> => {
    const unit = { cluster: one.reply.session, turn: one.reply.turn };
    const found = judged.get(one);
    if (found === undefined) return { ...one, unit, verdict: null, missing: "refused" };
    if (found.verdict === null) return { ...one, unit, verdict: null, missing: whyNoVerdict(found) };
    return { ...one, unit, verdict: found.verdict };
  });
}

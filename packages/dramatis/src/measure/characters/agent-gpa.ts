/**
 * How well an agent's goal, plan and actions fit together, from 0 to 1: the mean of five marks by a judge.
 *
 * Agent GPA (2025): goal fulfilment, logical consistency, execution efficiency, plan quality and plan adherence, each 0 to
 * 3 over 3, with the steps that the mark rests on. The authors' rubrics were not read and the scale is from memory; ours
 * are in our own words. The task is the note of kind "task" with `goal` and, where there is one, `plan`; the trace is the
 * conversation, a step a turn. Without a plan, the two marks on plans are left out. With `mark` the value is that one
 * alone. The lowest mark's first issue is the evidence. The unit is a task. No task: null, n = 0; only empty turns count as
 * refused, an unusable verdict as unparsed, a judge that declines as refused.
 *
 * @paper 198
 * @needs judge
 */
import { z } from "zod";
import type { Measure, Message, Score, Subject } from "../../core/index.ts";
import { type Rubric, rubricVersion } from "../../model/index.ts";
import { estimateOf, mean } from "../../stats/index.ts";
import { judgeOf, linesOf, noteOf, remarkOn, whyNoVerdict } from "../judged.ts";
import { ownTurns } from "../own-turns.ts";
import { nothingSaid } from "./grade-conversation.ts";

export const GPA_MARKS = [
  "goalFulfilment",
  "logicalConsistency",
  "executionEfficiency",
  "planQuality",
  "planAdherence",
] as const;
export type GpaMark = (typeof GPA_MARKS)[number];

const POLICIES: Record<GpaMark, string> = {
  goalFulfilment: "the outcome meets the goal, and claims nothing that the trace does not support.",
  logicalConsistency: "each step agrees with the goal, the instructions and what came before.",
  executionEfficiency: "no step is redundant, repeated after it failed for the same reason, or a needless detour.",
  planQuality: "the plan suits the goal and the means at hand, and would reach it.",
  planAdherence: "the steps follow the plan, or the reason for leaving it is given.",
};

interface Mark {
  evidence: { turn: number; issue: string }[];
  score: number;
}

/** One rubric a mark: a judge that looks at one thing at a time. */
export function gpaRubric(mark: GpaMark): Rubric<Mark> {
  return {
    name: `agent-gpa-${mark.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    policy: `Judge one thing about how a task was done: ${POLICIES[mark]}
evidence: each issue with the turn where it stands, none where there is none. score: 3 holds throughout, 2 with a minor
issue, 1 with a serious one, 0 does not hold.`,
    shape: z.strictObject({
      evidence: z.array(z.strictObject({ turn: z.int(), issue: z.string() })),
      score: z.int().min(0).max(3),
    }),
  };
}

export interface AgentGpaOptions {
  mark?: GpaMark | "overall";
}

export function agentGpa({ mark = "overall" }: AgentGpaOptions = {}): Measure {
  const name = "agent-gpa";
  const marks = mark === "overall" ? GPA_MARKS : [mark];
  return {
    name,
    async score(subject, context) {
      const judge = judgeOf(name, context);
      context.signal?.throwIfAborted();
      const task = noteOf(subject, "task");
      if (task === null) return [];
      const own = ownTurns(subject);
      const unsaid = nothingSaid(own);
      if (unsaid) return unsaid;
      const { plan, ...known } = task;
      const asked = marks.filter((one) => !one.startsWith("plan") || plan !== undefined);
      const trace = linesOf(subject.transcript.messages);
      const one = { known, tested: { ...(plan !== undefined && { plan }), trace } };
      const judged = await Promise.all(
        asked.map(async (each) => (await judge.judge(gpaRubric(each), [one], context.signal))[0]),
      );
      const unread = judged.find((found) => found?.verdict === null);
      if (unread) return [{ cluster: subject.transcript.session, value: null, missing: whyNoVerdict(unread) }];
      return scoreTask(
        subject,
        own,
        judged.flatMap((found) => found?.verdict ?? []),
      );
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "ratio",
        direction: "higher",
        counts: "conversations",
        arguments: { mark, rubrics: marks.map((one) => rubricVersion(gpaRubric(one))) },
        seed,
      }),
  };
}

function scoreTask({ transcript }: Subject, own: readonly Message[], marks: readonly Mark[]): Score[] {
  const value = mean(marks.map(({ score }) => score / 3));
  if (value === null) return [];
  const worst = marks.reduce((low, one) => (one.score < low.score ? one : low));
  const [issue] = worst.evidence;
  const where = own.find(({ turn }) => turn === issue?.turn);
  if (issue === undefined || where === undefined) return [{ cluster: transcript.session, value }];
  return [{ cluster: transcript.session, value, evidence: remarkOn(where, issue.issue, 1 - worst.score / 3) }];
}

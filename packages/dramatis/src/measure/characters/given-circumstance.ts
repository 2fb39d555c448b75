/**
 * How faithfully a scene was played against the original, from 0 to 100, by points off for flaws that a judge lists.
 *
 * Given-circumstance acting of CoSER (Wang et al. 2025; the authors' gca_evaluation/main.py): four dimensions judged
 * apart, one call each, then `gcaScore` with its correction for length, then the mean of the four. We depart: the rubrics
 * are in our own words; the authors simulate all characters of a scene, with an environment and a predictor of the next
 * speaker, while here any conversation is judged whose note of kind "scene" holds the circumstances and the original
 * (`reference`), so R counts only the turns of the persona. Thoughts in brackets are removed before judging. With
 * `dimension` the value is that dimension alone. The severest flaw is the evidence. The unit is a scene. No scene: null,
 * n = 0; only empty turns count as refused, an unusable verdict on any dimension as unparsed.
 *
 * @paper 67
 * @needs judge
 */
import type { Measure, Message, Score } from "../../core/index.ts";
import { type Judged, rubricVersion } from "../../model/index.ts";
import { estimateOf, mean } from "../../stats/index.ts";
import { described } from "../described.ts";
import { judgeOf, linesOf, noteOf, remarkOn, SCENE, whyNoVerdict } from "../judged.ts";
import { ownTurns } from "../own-turns.ts";
import { gcaScore } from "./gca-score.ts";
import { nothingSaid } from "./grade-conversation.ts";
import { ACTING_DIMENSIONS, type ActingDimension, type ActingFlaws, actingRubric } from "./rubrics.ts";

export interface GivenCircumstanceOptions {
  dimension?: ActingDimension | "overall";
}

const SEVEREST = 5;

export function givenCircumstance({ dimension = "overall" }: GivenCircumstanceOptions = {}): Measure {
  const name = "given-circumstance";
  const rubrics = (dimension === "overall" ? ACTING_DIMENSIONS : [dimension]).map(actingRubric);
  return {
    name,
    async score(subject, context) {
      const judge = judgeOf(name, context);
      context.signal?.throwIfAborted();
      const scene = noteOf(subject, SCENE);
      if (scene === null) return [];
      const own = ownTurns(subject);
      const unsaid = nothingSaid(own);
      if (unsaid) return unsaid;
      const known = { character: described(subject.persona), ...scene };
      const tested = { simulation: linesOf(subject.transcript.messages.map(withoutThoughts)) };
      const judged = await Promise.all(
        rubrics.map(async (rubric) => (await judge.judge(rubric, [{ known, tested }], context.signal))[0]),
      );
      return [scoreScene(own, judged)];
    },
    aggregate: (scores, seed) =>
      estimateOf(scores, {
        measure: name,
        version: "1",
        unit: "points",
        direction: "higher",
        counts: "conversations",
        arguments: { dimension, rubrics: rubrics.map(rubricVersion) },
        seed,
      }),
  };
}

function scoreScene(own: readonly Message[], judged: readonly (Judged<ActingFlaws> | undefined)[]): Score {
  const last = own.findLast(({ text }) => text.trim() !== "") as Message;
  const cluster = last.session;
  const unread = judged.find((one) => !one?.verdict);
  if (judged.includes(undefined) || unread) return { cluster, value: null, missing: whyNoVerdict(unread) };
  const flaws = judged.map((one) => one?.verdict?.flaws ?? []);
  const value = mean(flaws.map((found) => gcaScore(found, own.length))) as number;
  const worst = flaws
    .flat()
    .reduce<ActingFlaws["flaws"][number] | null>(
      (most, flaw) => ((flaw.severity ?? 1) > (most?.severity ?? 0) ? flaw : most),
      null,
    );
  if (worst === null) return { cluster, value };
  return { cluster, value, evidence: remarkOn(last, worst.instance, (worst.severity ?? 1) / SEVEREST) };
}

/** `[thoughts]` are for the player alone; `(actions)` are seen. */
function withoutThoughts(message: Message): Message {
  return { ...message, text: message.text.replaceAll(/\[[^\]]*\]/g, "").trim() };
}

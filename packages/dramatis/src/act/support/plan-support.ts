import { z } from "zod";
import { type AgentView, type Model, oneLine } from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { claims } from "../../persona/index.ts";
import { sameName } from "../../transcript/index.ts";
import { appraiseByWords } from "../affect/appraise-by-words.ts";
import { STRATEGY_NAMES, type Stage, SUPPORT_STRATEGIES, type SupportStrategy } from "./esc-strategies.ts";

/** Where a supporting conversation stands. */
export interface SupportSituation {
  /** The supporter's own turn that is to be said, from 1. */
  turn: number;
  /** Whether the supporter has said the problem again in their own words. */
  isRestated: boolean;
  /** Whether the supporter has facts of their own to tell. */
  hasFacts: boolean;
}

export interface SupportPlan {
  strategy: SupportStrategy;
  why: string;
}

/** Picks the strategy of the next turn. */
export type PlanSupport = (view: AgentView, situation: SupportSituation, signal?: AbortSignal) => Promise<SupportPlan>;

/** From this turn on suggestions may be made. */
export const FIRST_SUGGESTION = 4;

const RESTATED =
  /\b(?:(?:it |that )?(?:sounds|seems|looks) like|it (?:sounds|seems) as if|so you(?:'re| are|'ve| have| feel)?|you mean|in other words|if i (?:understand|get|hear) (?:you|it|that)|what i(?:'m| am) hearing|i hear that you|you(?:'re| are) (?:saying|telling me))\b/i;

/** Reads a conversation in which the persona supports whoever else speaks. A restatement is known by how it begins. */
export function supportSituation({ persona, history }: AgentView): SupportSituation {
  const own = history.filter(({ speaker }) => sameName(speaker, persona.name));
  return {
    turn: own.length + 1,
    isRestated: own.some(({ text }) => RESTATED.test(text.replaceAll("’", "'"))),
    hasFacts: claims(persona).length > 0,
  };
}

/**
 * The plan within the rules: no suggestion before the 4th turn (a question instead) or before the problem was restated (a
 * restatement instead), and no self-disclosure without a fact to tell (a reflection instead).
 */
export function ruledPlan(plan: SupportPlan, { turn, isRestated, hasFacts }: SupportSituation): SupportPlan {
  const { strategy, why } = plan;
  if (strategy === "suggestion" && turn < FIRST_SUGGESTION) {
    return { strategy: "question", why: `a suggestion is too early at turn ${turn}` };
  }
  if (strategy === "suggestion" && !isRestated) {
    return { strategy: "restatement", why: "a suggestion needs the problem to be said again first" };
  }
  if (strategy === "self-disclosure" && !hasFacts) {
    return { strategy: "reflection", why: "the persona has nothing of its own to tell" };
  }
  return { strategy, why };
}

/**
 * Without a model: explores for three turns (question, reflection or question, restatement), comforts as long as the last
 * message is unhappy and the 7th turn is not reached (reflection, affirmation, self-disclosure in turn), then acts:
 * information where something is asked, else a suggestion.
 */
export function planSupportByRules(): PlanSupport {
  const appraise = appraiseByWords();
  return async ({ persona, history }, situation, signal) => {
    const said = history.findLast(({ speaker }) => !sameName(speaker, persona.name))?.text ?? "";
    const isUnhappy = ((await appraise(said, signal))?.valence ?? 0) < 0;
    const stage = stageOf(situation, isUnhappy);
    return { strategy: strategyOf(stage, situation, { isUnhappy, isAsking: /\?\s*$/u.test(said) }), why: stage };
  };
}

function stageOf({ turn, isRestated }: SupportSituation, isUnhappy: boolean): Stage {
  if (turn < FIRST_SUGGESTION || !isRestated) return "exploration";
  return isUnhappy && turn < 7 ? "comforting" : "action";
}

const COMFORTS = ["reflection", "affirmation", "self-disclosure"] as const;

function strategyOf(
  stage: Stage,
  { turn }: SupportSituation,
  { isUnhappy, isAsking }: { isUnhappy: boolean; isAsking: boolean },
): SupportStrategy {
  if (stage === "action") return isAsking ? "information" : "suggestion";
  if (stage === "comforting") return COMFORTS[(turn - FIRST_SUGGESTION) % COMFORTS.length] ?? "reflection";
  if (turn === 1) return "question";
  if (turn === 2) return isUnhappy ? "reflection" : "question";
  return "restatement";
}

const TASK = `You plan the next turn of somebody who gives emotional support in a conversation.
First comes exploration (question, restatement, reflection), then comforting (reflection, self-disclosure, affirmation),
then action (suggestion, information); "other" is for greetings and thanks. Choose the one strategy that helps most now:
${STRATEGY_NAMES.map((name) => `- "${name}": ${SUPPORT_STRATEGIES[name].says}`).join("\n")}
Reply with {"strategy": one of these names, "why": one short sentence}.`;

const shape = z.object({ strategy: z.enum(STRATEGY_NAMES), why: z.string() });

/** Turns of the conversation that a planner is shown. */
const SHOWN = 12;

/** One call a turn, and one more where the reply is not what was asked for; then the plan is that of the rules. */
export function planSupportByModel(model: Model): PlanSupport {
  const byRules = planSupportByRules();
  return async (view, situation, signal) => {
    const { persona, history } = view;
    const turns = history.slice(-SHOWN).map(({ speaker, text }) => ({ speaker, text }));
    const material = { supporter: persona.name, turn: situation.turn, conversation: turns };
    const plan = await askJson(model, { task: TASK, material, shape, temperature: 0.2 }, signal);
    return plan === null ? byRules(view, situation, signal) : { ...plan, why: oneLine(plan.why, 200) };
  };
}

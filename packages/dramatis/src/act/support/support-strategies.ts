/**
 * Has a supporting persona reply by one of eight strategies, explored before it comforts, comforted before it advises.
 *
 * The strategies and their frequencies are those of ESConv (Liu et al. 2021), on which PAL [2] and From Personas to Talks
 * [12] build; stages run from exploration over comforting to action. A planner, by rules or by a chat model, picks the
 * strategy; stated rules have the last word: no suggestion before the persona's 4th turn or before it restated the problem,
 * and self-disclosure only with a fact of the persona's own, which is quoted to it. We depart: the papers train the choice;
 * a restatement is known by its first words. Words that tell of a danger to life override every strategy.
 * Most model calls a turn: none by rules, two by a model. English. Before the other one has spoken it contributes nothing.
 *
 * @paper 2
 * @paper 12
 */
import type { AgentView, Component, Contribution } from "../../core/index.ts";
import { claims } from "../../persona/index.ts";
import { sameName } from "../../transcript/index.ts";
import { speaksOfCrisis } from "./crisis.ts";
import { SUPPORT_STRATEGIES } from "./esc-strategies.ts";
import { nearestClaim } from "./nearest-claim.ts";
import { type PlanSupport, planSupportByRules, ruledPlan, supportSituation } from "./plan-support.ts";

export interface SupportStrategiesOptions {
  plan?: PlanSupport;
}

const CRISIS = `They may be in danger. Nothing else matters in this reply: take it seriously and say that you do, ask whether
they are safe right now, and urge them to call the emergency number or a crisis line where they live, or to go to somebody
near. Give no other advice, tell no story of your own, make no joke, and promise nothing that you cannot keep.`;

export function supportStrategies({ plan = planSupportByRules() }: SupportStrategiesOptions = {}): Component {
  return {
    name: "support-strategies",
    async contribute(view, signal) {
      signal?.throwIfAborted();
      const heard = view.history.filter(({ speaker }) => !sameName(speaker, view.persona.name));
      const last = heard.at(-1);
      if (last === undefined) return [];
      // A danger that was told of does not pass with the next message.
      if (heard.slice(-2).some(({ text }) => speaksOfCrisis(text))) {
        return [{ block: "SUPPORT", text: CRISIS, fields: [] }];
      }
      const situation = supportSituation(view);
      const { strategy } = ruledPlan(await plan(view, situation, signal), situation);
      if (strategy === "self-disclosure") return [disclosure(view, last.text)];
      return [{ block: "SUPPORT", text: `In this reply: ${SUPPORT_STRATEGIES[strategy].says}`, fields: [] }];
    },
  };
}

/** Self-disclosure with the fact that it tells: the nearest to what was said, else the first. */
function disclosure({ persona }: AgentView, said: string): Contribution {
  const { says } = SUPPORT_STRATEGIES["self-disclosure"];
  const fact = nearestClaim(persona, said) ?? claims(persona)[0];
  if (fact === undefined) return { block: "SUPPORT", text: `In this reply: ${says}`, fields: [] };
  const field = (persona.statements ?? []).includes(fact) ? `statements.${fact.id}` : fact.id;
  return {
    block: "SUPPORT",
    text: `In this reply: ${says} Tell nothing but this of yourself: "${fact.text}"`,
    fields: [field],
  };
}

import type { ClientAction } from "./client-actions.ts";
import { CLIENT_ACTIONS } from "./client-actions.ts";
import type { ClientFacet } from "./client-facet.ts";

// What a counselling client and its helpers are asked, in our own words.

export function clientTask({ behaviour }: Pick<ClientFacet, "behaviour">): string {
  return `You talk to a counsellor about your ${behaviour}. You are the client: you do not counsel, and you do not sum up. Each time you are told in square brackets how to answer; do that and nothing more, in your own words and manner. At most three sentences and 50 words, without your name before them. Never name a stage, an action or these instructions.`;
}

export const CLIENT_OPENS = "[Greet, and say in one sentence what you are here about, but no reason why.]";
export const CLIENT_LEAVES = "[Bring the talk to its end: thank the counsellor shortly, and say goodbye.]";

/** How far the talk has come to what moves the client. */
export type Engagement = 1 | 2 | 3 | 4;

/** The instruction in brackets. */
export function clientAsk({
  action,
  engagement,
  information,
  near,
}: {
  action: ClientAction;
  engagement: Engagement;
  information?: string | undefined;
  near: { coarse: string; mid: string; fine: string };
}): string {
  const how: Record<Engagement, string> = {
    1: "Stay vague, and lead away from the subject.",
    2: `You may let show that ${near.coarse} matters to you, and hint at ${near.mid}.`,
    3: `You may say that ${near.mid} matters to you, and hint at ${near.fine}.`,
    4: `You may say that ${near.fine} matters to you.`,
  };
  const what = information === undefined ? CLIENT_ACTIONS[action] : `${CLIENT_ACTIONS[action]}: ${information}`;
  return `[Now ${what}. ${how[engagement]}]`;
}

export const MOTIVATES = `Below are a counsellor's last words and what alone can move a client to change. Do the words bring up that very reason, as something that touches the client or the people around the client, and as a risk to fear or a gain to hope for? All of it must hold.
Reply with {"reason": "...", "motivates": true or false}.`;

export const ACTS = `Below are a talk with a client who is counselled, and the ways in which the client may answer, with what each means. How likely is each as the next answer of this client, in percent? They add up to 100.
Reply with one object whose keys are the ways.`;

export const ANSWERS = `Below are a counsellor's last words and numbered sentences of what the client could say of itself. Which one answers the words best? Reply with {"number": N}, or {"number": 0} where none does.`;

export const ENDS = `Below are the last lines of a talk between a counsellor and a client. Has it come to its natural end, so that only goodbyes are left?
Reply with {"reason": "...", "over": true or false}.`;

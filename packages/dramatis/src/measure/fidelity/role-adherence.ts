/**
 * Share of a speaker's turns in which it keeps to its role, by a judge who reads the whole conversation.
 *
 * The formula of DeepEval's Role Adherence (version 4.3.1, metrics/role_adherence): (turns − turns out of character) / turns,
 * so that numbers can be held side by side. We depart in what its code leaves open: the role is all that the persona says
 * of itself, not a line; a turn that is listed twice counts once; a list that names a turn which the speaker did not have
 * is no verdict; an empty turn counts as refused; and without a turn there is no value, where DeepEval gives 1. The policy
 * is in our own words. The unit is a turn; one out of character is evidence, with the judge's reason. One call a
 * conversation; where its verdict is missing, so are its turns.
 *
 * @needs judge
 */
import type { Measure } from "../../core/index.ts";
import { turnsByJudge } from "../turns-by-judge.ts";

const POLICY = `Read the role, then the whole conversation. List each turn of the named speaker that is out of character: it
contradicts the role, shows knowledge or manners that the role rules out, gives the role up, or speaks as an assistant or
a model where the role is none. Judge a turn in the light of those before it. To say nothing of the role, to be brief, or
to be wrong about the world is not out of character. Turns of others are never listed. An empty list says that all turns
are in character. turns: one entry a turn; reason: what in it breaks the role, in a sentence; turn: its number.`;

export function roleAdherence(): Measure {
  return turnsByJudge({ name: "role-adherence", rubric: "role-adherence", policy: POLICY, listed: 0 });
}

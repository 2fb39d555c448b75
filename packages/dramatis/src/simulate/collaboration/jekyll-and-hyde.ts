/**
 * Answers a question once in a role and once as nobody, and takes the better answer, whichever is shown first.
 *
 * Jekyll & Hyde [36]: the model proposes a role that suits the question; one solution is made in that role, one without
 * it. Where their final answers are equal that is it. Otherwise an evaluator compares the two in both orders; where both
 * orders name the same one it wins, else both are asked again with fresh samples, `tries` times in all; still split, the
 * neutral one is taken. 3 + 2 · tries calls at most, the evaluator's repairs of replies that cannot be read aside. A role
 * that cannot be read leaves the neutral solution alone. Two solutions that are wrong alike are returned: the method cannot
 * see it. We depart: prompts are ours, and the answer is what follows the last "Therefore:". A blank question: RangeError.
 *
 * @paper 36
 * @needs actor judge
 * @function
 */
import { z } from "zod";
import type { Model } from "../../core/index.ts";
import { askJson, type Compared, compare } from "../../model/index.ts";

export interface JekyllAndHydeOptions {
  question: string;
  /** Who solves it in the role, as a system prompt; by default a role that the model proposes. */
  role?: string;
  /** Who compares; by default the model itself. */
  evaluator?: Model;
  /** Times that both orders are asked. */
  tries?: number;
  /** The final answer of a solution, in the form in which two are compared; null where there is none. */
  answerOf?: (solution: string) => string | null;
  temperature?: number;
  seed?: number;
  signal?: AbortSignal;
}

export interface JekyllAndHyde {
  /** null where the solution that was taken holds none. */
  answer: string | null;
  /** Whose answer it is; "both" where they are equal. */
  source: "both" | "role" | "neutral";
  /** null where no role could be read. */
  role: string | null;
  solutions: { role: string | null; neutral: string };
  /** What the evaluator said; null where it was not asked. */
  compared: Compared | null;
}

const ROLE = `Somebody is to solve the question in the material. Propose who would solve it best: one role, in the form "You are a …
who …". Reply {"role": "…"}.`;
const proposed = z.object({ role: z.string().regex(/\S/) });

// A line such as "Answer: 7" looks to a judge's guard like a form that somebody filled in for it.
const SOLVE = `Solve the question step by step. End with a line "Therefore: " and the answer alone.`;

const BETTER = `Both candidates solve the question under "known" and differ in their answer. The better one is the one whose answer is
right; check the steps of each, and do not go by length or tone.`;

/** @throws RangeError for a blank question. @throws what the models throw. @throws the signal's reason */
export async function jekyllAndHyde(model: Model, options: JekyllAndHydeOptions): Promise<JekyllAndHyde> {
  const { question, evaluator = model, tries = 5, answerOf = plainAnswer, temperature = 0.7, seed = 42 } = options;
  const { signal } = options;
  if (question.trim() === "") throw new RangeError("invalid question; not a text that is not blank");
  const asked = { task: ROLE, material: { question }, shape: proposed, temperature, seed };
  const role = options.role ?? (await askJson(model, asked, signal))?.role.trim() ?? null;
  const solve = async (system: string): Promise<string> => {
    const messages = [
      { role: "system" as const, content: system },
      { role: "user" as const, content: question },
    ];
    return (await model.generate({ messages, temperature, seed }, signal)).text.trim();
  };
  const inRole = role === null ? null : await solve(`${role}\n\n${SOLVE}`);
  const neutral = await solve(SOLVE);
  const told = { role, solutions: { role: inRole, neutral }, compared: null };
  const [ofRole, ofNobody] = [inRole === null ? null : answerOf(inRole), answerOf(neutral)];
  if (inRole === null) return { ...told, answer: ofNobody, source: "neutral" };
  if (ofRole !== null && ofRole === ofNobody) return { ...told, answer: ofRole, source: "both" };
  const pair = { known: { question }, a: inRole, b: neutral };
  const how = { policy: BETTER, name: "better-solution", tries, fallback: "b" as const, ties: false };
  const [compared] = (await compare(evaluator, [pair], { ...how, ...(signal && { signal }) })) as [Compared];
  const isRole = compared.choice === "a";
  return { ...told, answer: isRole ? ofRole : ofNobody, source: isRole ? "role" : "neutral", compared };
}

/** What follows the last "Therefore:" on its line, letter case, spaces and a full stop aside; null where there is nothing. */
export function plainAnswer(solution: string): string | null {
  const line = [...solution.matchAll(/therefore:[*\s]*([^\n]*)/giu)].at(-1)?.[1] ?? "";
  const answer = line
    .toLowerCase()
    .replace(/[*.\s]+$/u, "")
    .replace(/\s+/gu, " ")
    .trim();
  return answer === "" ? null : answer;
}

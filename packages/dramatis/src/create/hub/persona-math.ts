/**
 * Has different people pose maths problems anew, with worked solutions, as rows to train a model on.
 *
 * PersonaMath [77]: first the problem itself is solved in steps; then each of n personas poses it anew, in their own world,
 * and that is solved. Where a solution comes to another answer the model reflects: it is told that it is wrong, looks for
 * its first wrong step and solves it again. A problem whose own solution was wrong is a hard one and is posed by twice as
 * many personas. We depart: a new wording must keep the numbers, so that the known answer is right for it as well and
 * checks every row; personas are drawn evenly from the pool, where the paper has one of each of eleven groups of
 * occupations. Without problems or personas: an error.
 *
 * @paper 77
 * @needs actor
 */
import { z } from "zod";
import {
  type ChatMessage,
  type Model,
  type Persona,
  type RowSource,
  random,
  type TrainingRow,
} from "../../core/index.ts";
import { askJson, mapConcurrent } from "../../model/index.ts";
import { personaVersion } from "../../persona/index.ts";
import { countedModel } from "../counted-model.ts";
import { given, givenTasks, type Material } from "../material.ts";
import { isSameAnswer } from "./final-answer.ts";
import { inBatches } from "./in-batches.ts";
import { personaLine } from "./persona-line.ts";

export interface Problem {
  id: string;
  question: string;
  /** What it comes to, without the way to it: "18", "\frac{1}{2}". */
  answer: string;
}

export interface PersonaMathOptions {
  problems?: readonly Problem[];
  /** Personas that pose each problem anew; twice as many for a hard one. */
  each?: number;
  /** Problems under way at once. */
  concurrency?: number;
}

const NAME = "persona-math";

const SOLVE = `Solve the problem step by step, so that a pupil can follow each step.
Reply as {"solution": "all the steps", "answer": "the final answer alone"}.`;
const REFLECT = `The material is a problem and a solution whose final answer is wrong. Find the first step that is wrong, then solve the problem anew, step by step, so that a pupil can follow each step. The new solution stands for itself and does not speak of the wrong one.
Reply as {"mistake": "what was wrong", "solution": "all the steps", "answer": "the final answer alone"}.`;
const POSE = `The material is a person and a maths problem. Pose the same problem as this person would meet it in their own life or work: other people, things and places, but every number, every relation between them and the unit of the answer stay as they are, so that the answer is the same.
Reply as {"question": "…"}.`;

const solution = z.object({ solution: z.string().trim().min(1), answer: z.string().trim().min(1) });
const posed = z.object({ question: z.string().trim().min(1) });

interface Solved {
  solution: string;
  /** "solved" at once, or after it was "reflected" upon. */
  stage: "solved" | "reflected";
}

/** Why there is no row. */
type Reason = "unparsed" | "another answer";

/**
 * A row for each problem, and for each persona that poses it. Dropped is what cannot be read ("unparsed"), and what comes
 * to another answer even after reflection.
 *
 * @throws InputError without personas. @throws UnsupportedError without a model.
 */
export function personaMath({
  problems,
  each = 3,
  concurrency = 8,
  ...material
}: Material & PersonaMathOptions = {}): RowSource {
  const tasks = givenTasks(NAME, problems);
  const model = countedModel(NAME, material);
  const pool = given(NAME, material, "personas");
  const { tally } = material;
  return {
    name: NAME,
    async *rows(seed, signal) {
      const { int } = random(seed);
      const cast = tasks.map((problem) => ({
        problem,
        personas: Array.from({ length: 2 * each }, () => pool[int(pool.length)] as Persona),
      }));
      for await (const batch of inBatches(cast, concurrency)) {
        const found = await mapConcurrent(batch, (one, aborted) => rowsOf(model, { ...one, each, seed }, aborted), {
          concurrency,
          signal,
        });
        for (const outcome of found.flat()) {
          signal?.throwIfAborted();
          tally?.ask();
          if (typeof outcome === "string") {
            tally?.drop(outcome);
            continue;
          }
          tally?.keep();
          yield outcome;
        }
      }
    },
  };
}

async function rowsOf(
  model: Model,
  { problem, personas, each, seed }: { problem: Problem; personas: readonly Persona[]; each: number; seed: number },
  signal: AbortSignal,
): Promise<(TrainingRow | Reason)[]> {
  const provenance = { source: "llm_generated", method: NAME, model: model.id, seed, from: problem.id } as const;
  const row = (question: string, found: Solved | Reason): TrainingRow | Reason => {
    if (typeof found === "string") return found;
    const messages: ChatMessage[] = [
      { role: "user", content: question },
      { role: "assistant", content: found.solution },
    ];
    return { messages, stage: found.stage, provenance };
  };
  const own = await solved(model, problem, signal);
  const rows = [row(problem.question, own)];
  const isEasy = typeof own !== "string" && own.stage === "solved";
  for (const persona of personas.slice(0, isEasy ? each : 2 * each)) {
    const material = { person: personaLine(persona), problem: problem.question };
    const reply = await askJson(model, { task: POSE, material, shape: posed, temperature: 0.7 }, signal);
    if (reply === null) {
      rows.push("unparsed");
      continue;
    }
    const found = row(reply.question, await solved(model, { ...problem, question: reply.question }, signal));
    rows.push(typeof found === "string" ? found : { ...found, persona: personaVersion(persona) });
  }
  return rows;
}

async function solved(model: Model, { question, answer }: Problem, signal: AbortSignal): Promise<Solved | Reason> {
  const first = await askJson(model, { task: SOLVE, material: { problem: question }, shape: solution }, signal);
  if (first === null) return "unparsed";
  if (isSameAnswer(first.answer, answer)) return { solution: first.solution, stage: "solved" };
  const wrong = { problem: question, solution: first.solution, answer: first.answer };
  const second = await askJson(model, { task: REFLECT, material: wrong, shape: solution, temperature: 0.7 }, signal);
  if (second === null) return "unparsed";
  return isSameAnswer(second.answer, answer) ? { solution: second.solution, stage: "reflected" } : "another answer";
}

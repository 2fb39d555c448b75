/**
 * Infers who somebody is from what they chose and what they passed over, with examples that let a judge predict the rest.
 *
 * SynthesizeMe [113], by its code: the first 70 % of the choices in time order are for training. (1) A judge reasons,
 * guesses at the person and predicts the choice; a trace stays only where the prediction is right. (2) Random search: ten
 * candidate sets of at most four traces, the best by accuracy on the rest, over at .80. (3) A persona is written from the
 * traces that stayed. (4) The sets are searched again with the persona in the prompt. Every prediction is asked in both
 * orders; one that cannot be used is a tie, worth one half. Where nothing validates all traces that fit are examples. We
 * depart: the order in training is drawn with the seed (so that one-sided labels teach no side), replies are repaired
 * once, and a history too long is not cut: contexts are, at 2,000 characters.
 * Without a right trace the persona is its name and facet only, and every trace is dropped.
 *
 * @paper 113
 * @needs actor
 */
import { z } from "zod";
import { type Model, type Persona, type Random, random, type Source } from "../../core/index.ts";
import { askJson, neededModel } from "../../model/index.ts";
import { type Choice, given, type Material } from "../material.ts";
import { tally as newTally, type Tally } from "../tally.ts";

const METHOD = "synthesize-me";
const LONGEST = 2000;

const TRACE = `You are given a context and two answers, "First" and "Second"; somebody chose one of them. There may be a persona of that person and earlier choices of theirs.
Reason on who would choose which, write one to three guesses at the person, and predict the choice.
Reply with {"reasoning": "...", "hypotheses": ["..."], "prediction": "First" or "Second"}.`;
const PERSONA = `You are given choices of one person, each with the reasoning and the guesses of somebody who predicted it rightly.
Write who that person is and what they prefer in an answer, in at most 200 words. Only what the choices support.
Reply with {"persona": "..."}.`;

const traceShape = z.object({
  reasoning: z.string(),
  hypotheses: z.array(z.string().min(1)).min(1).max(3),
  prediction: z.enum(["First", "Second"]),
});
const personaShape = z.object({ persona: z.string().regex(/\S/) });

/** A choice that was predicted rightly, and why. */
export interface PreferenceTrace extends Choice {
  reasoning: string;
  hypotheses: string[];
}

export interface SynthesizeMeOptions extends Material {
  /** Traces shown as examples at most, candidate sets, and the accuracy at which the search is over. */
  demos?: number;
  candidates?: number;
  enough?: number;
}

/** The first 70 % in time order, at least one, and the rest. */
export function trainAndValidation<T>(choices: readonly T[]): { train: T[]; validation: T[] } {
  const count = Math.max(1, Math.floor(choices.length * 0.7));
  return { train: choices.slice(0, count), validation: choices.slice(count) };
}

/**
 * The choices are one person's, `speaker`, in the order in which they were made.
 *
 * @throws InputError without choices, UnsupportedError without a chat model.
 */
export function synthesizeMe(options: SynthesizeMeOptions = {}): Source {
  const { speaker = "User", tally = newTally(), demos = 4, candidates = 10, enough = 0.8 } = options;
  const choices = given(METHOD, options, "choices").map(shortened);
  const model = tally.counted(neededModel(METHOD, options.model));
  const { train, validation } = trainAndValidation(choices);

  return {
    name: METHOD,
    async *personas(seed, signal) {
      signal?.throwIfAborted();
      const draw = random(seed);
      const traces = await tracesOf(train, { model, tally, draw }, signal);
      const search = { traces, validation, demos, candidates, enough, model };
      const first = await bestDemos({ ...search, draw }, signal);
      const persona = await personaText(first.demos.length > 0 ? traces : [], { model, tally }, signal);
      const last = persona === null ? first : await bestDemos({ ...search, persona, draw }, signal);
      signal?.throwIfAborted();
      yield personaOf({ name: speaker, persona, demos: last.demos, accuracy: last.accuracy, model, seed });
    },
  };
}

function shortened({ context, chosen, rejected }: Choice): Choice {
  return { context: context.slice(-LONGEST), chosen: chosen.slice(0, LONGEST), rejected: rejected.slice(0, LONGEST) };
}

async function tracesOf(
  train: readonly Choice[],
  { model, tally, draw }: { model: Model; tally: Tally; draw: Random },
  signal?: AbortSignal,
): Promise<PreferenceTrace[]> {
  const traces: PreferenceTrace[] = [];
  for (const choice of train) {
    const isFirst = draw.next() < 0.5;
    const reply = await predict(choice, { isFirst, model, demos: [], temperature: 1 }, signal);
    tally.ask();
    if (reply === null) tally.drop("unparsed");
    else if ((reply.prediction === "First") !== isFirst) tally.drop("wrong prediction");
    else {
      tally.keep();
      traces.push({ ...choice, reasoning: reply.reasoning, hypotheses: reply.hypotheses });
    }
  }
  return traces;
}

interface Prediction {
  isFirst: boolean;
  model: Model;
  demos: readonly PreferenceTrace[];
  persona?: string | undefined;
  temperature: number;
}

async function predict(
  { context, chosen, rejected }: Choice,
  { isFirst, model, demos, persona, temperature }: Prediction,
  signal?: AbortSignal,
): Promise<z.infer<typeof traceShape> | null> {
  const answers = isFirst ? { First: chosen, Second: rejected } : { First: rejected, Second: chosen };
  const examples = demos.map((demo) => ({ ...demo }));
  const material = {
    ...(persona === undefined ? {} : { persona }),
    ...(examples.length > 0 ? { earlier: examples } : {}),
    ...{ context, ...answers },
  };
  return askJson(model, { task: TRACE, material, shape: traceShape, temperature }, signal);
}

interface Search {
  traces: readonly PreferenceTrace[];
  validation: readonly Choice[];
  demos: number;
  candidates: number;
  enough: number;
  model: Model;
  persona?: string;
  draw: Random;
}

/** The candidate set of highest accuracy, the first of equal ones; all traces where there is nothing to validate on. */
async function bestDemos(
  { traces, validation, demos, candidates, enough, model, persona, draw }: Search,
  signal?: AbortSignal,
): Promise<{ demos: PreferenceTrace[]; accuracy: number | null }> {
  if (traces.length === 0 || validation.length === 0) return { demos: [...traces], accuracy: null };
  let best: { demos: PreferenceTrace[]; accuracy: number } | undefined;
  for (let candidate = 0; candidate < candidates; candidate++) {
    const set = draw.shuffle(traces).slice(0, demos);
    const accuracy = await accuracyOf(validation, { demos: set, persona, model }, signal);
    if (best === undefined || accuracy > best.accuracy) best = { demos: set, accuracy };
    if (best.accuracy >= enough) break;
  }
  return best ?? { demos: [...traces], accuracy: null };
}

async function accuracyOf(
  validation: readonly Choice[],
  by: { demos: readonly PreferenceTrace[]; persona: string | undefined; model: Model },
  signal?: AbortSignal,
): Promise<number> {
  let right = 0;
  for (const choice of validation) {
    for (const isFirst of [true, false]) {
      const reply = await predict(choice, { ...by, isFirst, temperature: 0 }, signal);
      if (reply === null) right += 0.5;
      else if ((reply.prediction === "First") === isFirst) right += 1;
    }
  }
  return right / (2 * validation.length);
}

async function personaText(
  traces: readonly PreferenceTrace[],
  { model, tally }: { model: Model; tally: Tally },
  signal?: AbortSignal,
): Promise<string | null> {
  if (traces.length === 0) return null;
  const reply = await askJson(
    model,
    { task: PERSONA, material: { choices: traces }, shape: personaShape, temperature: 0.7 },
    signal,
  );
  tally.ask();
  if (reply === null) tally.drop("unparsed");
  else tally.keep();
  return reply === null ? null : reply.persona.trim().split(/\s+/u).slice(0, 200).join(" ");
}

function personaOf(of: {
  name: string;
  persona: string | null;
  demos: PreferenceTrace[];
  accuracy: number | null;
  model: Model;
  seed: number;
}): Persona {
  const made = { source: "llm_inferred" as const, method: METHOD, model: of.model.id, seed: of.seed };
  return {
    ...{ schema: "dramatis.persona/1", name: of.name, kind: "individual" },
    ...(of.persona === null ? {} : { summary: of.persona }),
    provenance: [{ ...made, ...(of.accuracy === null ? {} : { confidence: of.accuracy }) }],
    facets: { preferenceJudge: { demos: of.demos, ...(of.accuracy === null ? {} : { accuracy: of.accuracy }) } },
  };
}

/**
 * Adds what people of whom a claim is true are commonly like: traits, routines, goals, experiences, relationships.
 *
 * PeaCoK, Gao et al. 2023: persona facts along five dimensions, distilled from a language model and kept where judges agree.
 * For each claim of the persona and each dimension a chat model gives at most five facts; what repeats the claims or another
 * fact (cosine above .9) goes, and so does what two independent judges do not both accept: the chat model by a question of
 * its own, and the NLI, to which the fact may not contradict the claim. We depart: the paper's judges are people, and its graph
 * is not bundled; its links between people who share an attribute are people-like-this, which needs no chat model. What is
 * added is no statement: it stands in the facet `expansions`, and `activeExpansions` finds what a turn brings up.
 * A persona without claims comes back as it is.
 *
 * @paper 40
 * @needs actor, nli, embed
 */
import { z } from "zod";
import { type Model, type Nli, oneLine, type Persona, type Source } from "../../core/index.ts";
import { askJson, keptVectors, neededEmbedder, neededNli } from "../../model/index.ts";
import { countedModel } from "../counted-model.ts";
import { eachPersona } from "../each-persona.ts";
import { given, type Material } from "../material.ts";
import { heads, type MadeExpansion, onlyNew, withExpansions } from "./expansions.ts";

/** The five dimensions and what each asks for. */
export const DIMENSIONS: Readonly<Record<string, string>> = {
  characteristic: "what such a person is like: traits, abilities, qualities",
  routine: "what such a person does regularly: routines and habits",
  goal: "what such a person wants to reach: goals and plans",
  experience: "what such a person did or went through before",
  relationship: "whom such a person deals with, and how they stand to them",
};

const MOST_FACTS = 5;

const DISTIL = `You know people well. The material gives one claim that a person makes of themselves, and one dimension. Write at most ${MOST_FACTS} short facts that are commonly true of people who can say this, all of that dimension, each in the first person, each of its own, none a repetition of the claim.
Reply as {"facts": ["I …"]}.`;
const JUDGE = `You check common knowledge about people. The material gives a claim that a person makes of themselves, and a fact of one dimension. Is the fact plausible of a typical person who can say this, and is it of that dimension?
Reply as {"valid": true or false}.`;

const facts = z.object({ facts: z.array(z.string()) });
const judgement = z.object({ valid: z.boolean() });

/** Whether a fact holds of people who can say the head; null where that cannot be said. */
export type FactJudge = (
  asked: { head: string; dimension: string; fact: string },
  signal?: AbortSignal,
) => Promise<boolean | null>;

export interface PeacokOptions {
  /** Each must accept a fact. */
  judges?: readonly FactJudge[];
}

/** @throws InputError without personas. @throws UnsupportedError without a model, an NLI or an embedder. */
export function peacok({ judges, ...material }: Material & PeacokOptions = {}): Source {
  const name = "peacok";
  const model = countedModel(name, material);
  const embedder = neededEmbedder(name, material.embedder);
  const accept = judges ?? [judgeByModel(model), judgeByNli(neededNli(name, material.nli))];
  const people = given(name, material, "personas");
  const { tally } = material;

  async function expanded(persona: Persona, signal?: AbortSignal): Promise<MadeExpansion[]> {
    const claims = heads(persona);
    const isNew = await onlyNew(
      keptVectors(embedder),
      claims.map(({ text }) => text),
      signal,
    );
    const made: MadeExpansion[] = [];
    for (const { id: parent, text: head } of claims) {
      for (const dimension of Object.keys(DIMENSIONS)) {
        const found = await distil(model, { head, dimension }, signal);
        tally?.ask(found?.length ?? 1);
        if (found === null) tally?.drop("unparsed");
        for (const fact of found ?? []) {
          const fault = (await isNew(fact))
            ? await rejected(accept, { head, dimension, fact }, signal)
            : "repeats what is known";
          if (fault === undefined) {
            tally?.keep();
            const provenance = [{ source: "commonsense_expansion", method: name, model: model.id } as const];
            made.push({ text: fact, parent, relation: dimension, provenance });
          } else tally?.drop(fault);
        }
      }
    }
    return made;
  }

  return eachPersona(name, people, async (persona, signal) => withExpansions(persona, await expanded(persona, signal)));
}

async function distil(
  model: Model,
  { head, dimension }: { head: string; dimension: string },
  signal?: AbortSignal,
): Promise<string[] | null> {
  const material = { claim: head, dimension, asksFor: DIMENSIONS[dimension] };
  const reply = await askJson(model, { task: DISTIL, material, shape: facts, temperature: 0.7 }, signal);
  const lines = reply?.facts.map((fact) => oneLine(fact)).filter((fact) => fact !== "");
  return lines?.slice(0, MOST_FACTS) ?? null;
}

async function rejected(
  judges: readonly FactJudge[],
  asked: { head: string; dimension: string; fact: string },
  signal?: AbortSignal,
): Promise<string | undefined> {
  for (const judge of judges) {
    const valid = await judge(asked, signal);
    if (valid !== true) return valid === null ? "not judged" : "judged invalid";
  }
  return undefined;
}

function judgeByModel(model: Model): FactJudge {
  return async ({ head, dimension, fact }, signal) => {
    const material = { claim: head, fact, dimension };
    return (await askJson(model, { task: JUDGE, material, shape: judgement }, signal))?.valid ?? null;
  };
}

function judgeByNli(nli: Nli): FactJudge {
  return async ({ head, fact }, signal) => {
    const [verdict] = await nli.judge([{ premise: head, hypothesis: fact }], signal);
    return verdict ? verdict.contradict <= 0.5 : null;
  };
}

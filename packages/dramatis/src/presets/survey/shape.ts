import { contentId, type Executor, type Model, ModelError, type TrialOutcome } from "../../core/index.ts";
import {
  type AssignedLevels,
  concurrentDesigns,
  describedPersona,
  type InstrumentFile,
  naivePrompt,
  type Pole,
  personalityPrompt,
  personaTypes,
  shapedPersona,
  singleTraitDesigns,
  TRAITS,
  wordsPrompt,
} from "../../measure/psychometrics/index.ts";
import { isRefusal } from "../../measure/refusal.ts";
import { type LoadedPersona, personaVersion } from "../../persona/index.ts";
import type { BigFive } from "../../persona/markers.ts";
import { keepOutcomes, type Run } from "../../run/index.ts";
import type { AskedPersona } from "./survey.ts";

/**
 * Ways to shape personas: one trait at nine levels or five at two by adjective markers [37], the 32 types of PersonaLLM [21],
 * and the three inductions of P² [166].
 */
export const SHAPES = ["levels", "concurrent", "profiles", "induction"] as const;
export type Shape = (typeof SHAPES)[number];

/** How a personality was induced, and which. */
export interface Induced {
  way: "naive" | "words" | "personality";
  trait: BigFive;
  pole: Pole;
}

/** A persona that was made of another for a study: an ordinary persona, answered for under the name of its design. */
export interface ShapedPerson extends AskedPersona {
  person: string;
  /** Which of the personas it was made of. */
  base: number;
  /** Levels that it was shaped to; 1 and 9 where it was given poles. Empty for an induction. */
  levels: AssignedLevels;
  /** Absent for the neutral one, which the induced are held against. */
  induced?: Induced;
}

/** The Big Five that an instrument has a scale for. */
export function traitsMeasured({ scales }: InstrumentFile): BigFive[] {
  return TRAITS.filter((trait) => scales.some((scale) => scale.trait === trait));
}

/** Every persona in every design of a study, all designs of one persona together. */
export function shapedPeople(
  shape: Shape,
  personas: readonly LoadedPersona[],
  { traits, descriptions = new Map() }: { traits: readonly BigFive[]; descriptions?: Descriptions },
): ShapedPerson[] {
  const designs = designsOf(shape, { traits, descriptions });
  return personas.flatMap(({ persona, path }, base) =>
    designs.map(({ name, make, ...design }): ShapedPerson => {
      const made = make(persona);
      const person = `${persona.name}, ${name}`;
      return { persona: made, version: personaVersion(made), path, person, base, ...design };
    }),
  );
}

interface Design extends Pick<ShapedPerson, "levels" | "induced"> {
  name: string;
  make(persona: LoadedPersona["persona"]): LoadedPersona["persona"];
}

function designsOf(
  shape: Shape,
  { traits, descriptions }: { traits: readonly BigFive[]; descriptions: Descriptions },
): Design[] {
  if (shape === "induction") return inductionDesigns(traits, descriptions);
  if (shape === "profiles") {
    return personaTypes().map(({ high, prompt }) => {
      const levels = Object.fromEntries(TRAITS.map((trait) => [trait, high[trait] ? 9 : 1]));
      return { name: polesName(levels), levels, make: (persona) => describedPersona(persona, prompt) };
    });
  }
  const sets =
    shape === "levels"
      ? singleTraitDesigns().filter((levels) => traits.some((trait) => levels[trait] !== undefined))
      : concurrentDesigns();
  return sets.map((levels) => ({
    name: shape === "levels" ? Object.entries(levels).flat().join(" ") : polesName(levels),
    levels,
    make: (persona) => shapedPersona(persona, levels),
  }));
}

/** "E+A-C-N+O-" */
function polesName(levels: AssignedLevels): string {
  return TRAITS.map((trait) => `${trait.charAt(0)}${levels[trait] === 9 ? "+" : "-"}`).join("");
}

const POLES: readonly Pole[] = ["high", "low"];

function inductionDesigns(traits: readonly BigFive[], descriptions: Descriptions): Design[] {
  const said = traits.flatMap((trait): [Induced, string][] => [
    ...POLES.map((pole): [Induced, string] => [{ way: "naive", trait, pole }, naivePrompt(trait, pole)]),
    [{ way: "words", trait, pole: "high" }, wordsPrompt(trait)],
    ...POLES.flatMap((pole): [Induced, string][] => {
      const text = descriptions.get(poleName(trait, pole));
      return text === undefined ? [] : [[{ way: "personality", trait, pole }, text]];
    }),
  ]);
  return [
    { name: "neutral", levels: {}, make: (persona) => describedPersona(persona, "") },
    ...said.map(
      ([induced, text]): Design => ({
        name: `${induced.way} ${poleName(induced.trait, induced.pole)}`,
        levels: {},
        induced,
        make: (persona) => describedPersona(persona, text),
      }),
    ),
  ];
}

/** Descriptions of a personality, by `poleName`. */
export type Descriptions = ReadonlyMap<string, string>;

/** "EXT high" */
function poleName(trait: BigFive, pole: Pole): string {
  return `${trait} ${pole}`;
}

/** About as long as a description becomes, for what a study will take before anything is written. */
export function expectedDescriptions(traits: readonly BigFive[]): Descriptions {
  return new Map(
    traits.flatMap((trait) => POLES.map((pole) => [poleName(trait, pole), "words ".repeat(150)] as const)),
  );
}

export interface DescribePoles {
  /** Writes them; as in the paper, the one who then answers. */
  model: Model;
  traits: readonly BigFive[];
  /** Keeps what was written: a study that was stopped goes on with the same words. */
  run: Run;
  executor: Executor;
  onStart: (count: { total: number; already: number }) => void;
  onOutcome?: (outcome: TrialOutcome) => void;
  signal?: AbortSignal | undefined;
}

/** A description that could not be written; its design is left out. */
export interface Unwritten {
  trait: BigFive;
  pole: Pole;
  code: string;
  message: string;
}

/** Has a description of both poles of each trait written (P² [166]). @throws BudgetError, and the abort reason of `signal` */
export async function describePoles({
  model,
  traits,
  run,
  executor,
  ...hooks
}: DescribePoles): Promise<{ descriptions: Descriptions; unwritten: Unwritten[] }> {
  const trials = traits.flatMap((trait) =>
    POLES.map((pole) => {
      const input = { definition: "1", describe: poleName(trait, pole), model: model.id };
      return { id: contentId(input), input, trait, pole };
    }),
  );
  const outcomes = await keepOutcomes({
    ...hooks,
    trials,
    run,
    perform: ({ trait, pole }, signal) => describe(model, { trait, pole }, signal),
    executor,
  });
  const descriptions = new Map<string, string>();
  const unwritten: Unwritten[] = [];
  for (const { id, trait, pole } of trials) {
    const outcome = outcomes.get(id);
    if (outcome?.status === "done") descriptions.set(poleName(trait, pole), String(outcome.result));
    if (outcome?.status === "failed") unwritten.push({ trait, pole, ...outcome.error });
  }
  return { descriptions, unwritten };
}

async function describe(model: Model, to: { trait: BigFive; pole: Pole }, signal: AbortSignal): Promise<string> {
  const text = await personalityPrompt(model, to, signal);
  // A small model says anything; it would be put before every question as if it were a personality.
  if (isRefusal(text) || !/\byou\b/i.test(text))
    throw new ModelError(model.id, "bad_reply", "wrote no description of a person in the second person");
  return text;
}

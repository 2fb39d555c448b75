import { InputError, type Persona } from "../../core/index.ts";
import type { Respondent, SurveyQuestion } from "../../measure/populations/index.ts";
import type { ItemResponse } from "../../measure/psychometrics/index.ts";
import { mean } from "../../stats/index.ts";
import type { Survey } from "./survey.ts";

export interface RespondentFields {
  /** Field that says how many people each persona stands for. */
  weights?: string | undefined;
  /** Fields to report by. */
  by?: readonly string[];
}

/** A field with more values than this makes groups of nobody. */
const MOST_GROUPS = 30;

/**
 * Everybody who was asked, with the mean of each one's answers over the ways in which a question was put.
 *
 * @throws InputError for a field that no persona has or that has too many values, and for a weight that is none
 */
export function respondentsOf(
  { responses, people }: Pick<Survey, "responses" | "people">,
  { questions, weights, by = [] }: RespondentFields & { questions: readonly SurveyQuestion[] },
): Respondent[] {
  const personas = people.map(({ persona }) => persona.persona);
  for (const field of by) checkField(personas, field);
  const answered = Map.groupBy(responses, ({ person }) => person);
  return people.map(({ person, persona: { persona } }): Respondent => {
    const groups = by.flatMap((field) => {
      const value = fieldOf(persona, field);
      return value === undefined ? [] : [[field, value] as const];
    });
    return {
      ...(weights !== undefined && { weight: weightOf(persona, weights) }),
      groups: Object.fromEntries(groups),
      answers: answersOf(answered.get(person) ?? [], questions),
    };
  });
}

/** Checks the fields before anything is asked. @throws InputError as `respondentsOf` */
export function checkFields(personas: readonly Persona[], { weights, by = [] }: RespondentFields): void {
  for (const field of by) checkField(personas, field);
  if (weights !== undefined) for (const persona of personas) weightOf(persona, weights);
}

/** What one response says: its probabilities, or all on the option that was chosen; null where there is none. */
export function sharesOfResponse({ value, probabilities }: ItemResponse, options: number): readonly number[] | null {
  if (value === null) return null;
  return probabilities ?? Array.from({ length: options }, (_, i) => Number(i === value));
}

/** Option by option; null for no shares. */
export function meanShares(all: readonly (readonly number[])[]): number[] | null {
  return all[0]?.map((_, i) => mean(all.map((one) => one[i] as number)) as number) ?? null;
}

function answersOf(own: readonly ItemResponse[], questions: readonly SurveyQuestion[]): Respondent["answers"] {
  const byItem = Map.groupBy(own, ({ item }) => item);
  return Object.fromEntries(
    questions.map(({ id, options }) => [
      id,
      meanShares(
        (byItem.get(id) ?? []).flatMap((one) => {
          const shares = sharesOfResponse(one, options.length);
          return shares === null ? [] : [shares];
        }),
      ),
    ]),
  );
}

/** Of the social facts, or of the facets by its path ("match.weight"); undefined where the persona has none. */
function fieldOf({ identity, facets }: Persona, field: string): string | undefined {
  const walk = (value: unknown, key: string): unknown =>
    typeof value === "object" && value !== null && Object.hasOwn(value, key)
      ? (value as Record<string, unknown>)[key]
      : undefined;
  const found = walk(identity?.social, field) ?? field.split(".").reduce(walk, facets as unknown);
  return typeof found === "string" || typeof found === "number" ? String(found) : undefined;
}

function checkField(personas: readonly Persona[], field: string): void {
  const values = new Set(personas.flatMap((persona) => fieldOf(persona, field) ?? []));
  if (values.size > 0 && values.size <= MOST_GROUPS) return;
  const fields = [...new Set(personas.flatMap(({ identity }) => Object.keys(identity?.social ?? {})))];
  const found = values.size === 0 ? `${field}, which no persona has` : `${field}, which has ${values.size} values`;
  const expected =
    values.size === 0
      ? `a field of theirs${fields.length > 0 ? `: ${fields.join(", ")}` : ""}`
      : `at most ${MOST_GROUPS} of them`;
  throw new InputError({ where: "--by", found, expected });
}

function weightOf(persona: Persona, field: string): number {
  const said = fieldOf(persona, field);
  const weight = Number(said);
  if (said !== undefined && said.trim() !== "" && weight >= 0 && weight < Infinity) return weight;
  const found =
    said === undefined ? `${persona.name}, who has no ${field}` : `${field} of ${persona.name}, which is ${said}`;
  throw new InputError({ where: "--weights", found, expected: "a number from 0 for everybody" });
}

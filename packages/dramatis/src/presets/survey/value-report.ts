import { type ValueInertia, valueInertia } from "../../measure/index.ts";
import { type InstrumentFile, type ItemResponse, keyed, rangeOf } from "../../measure/psychometrics/index.ts";
import { personaVersion } from "../../persona/index.ts";
import { type SurveyOptions, survey } from "./survey.ts";

/** How far values stay what they are whoever is played; by scale. */
export interface ValueReport {
  scales: ValueInertia[];
  /** Answers of nobody in particular, which steerability is measured from. */
  plain: number;
}

/**
 * Inertia and steerability of values over the personas of a population (role-play at scale [59]). An answer given by
 * probabilities counts as the most probable option, turned round where the item is reverse scored.
 *
 * @param plain answers of the same model as nobody in particular; without them steerability is null.
 */
export function valueReport(
  responses: readonly ItemResponse[],
  { instrument, plain = [], seed }: { instrument: InstrumentFile; plain?: readonly ItemResponse[]; seed?: number },
): ValueReport {
  const range = rangeOf(instrument);
  const answersOf = (all: readonly ItemResponse[]): Parameters<typeof valueInertia>[0] =>
    all.flatMap((response) => {
      const option = optionOf(response, range.min);
      const keys = instrument.key.filter(({ item }) => item === response.item);
      if (option === null) return [];
      return keys.map(({ scale, sign }) => ({
        persona: response.person,
        dimension: scale,
        answer: keyed(option, sign, range) - range.min + 1,
      }));
    });
  const points = range.max - range.min + 1;
  const scales = valueInertia(answersOf(responses), {
    points,
    plain: answersOf(plain),
    ...(seed !== undefined && { seed }),
  });
  return { scales, plain: plain.length };
}

/** The same questions put to the model as nobody in particular. @throws as `survey` */
export async function plainAnswers(options: Omit<SurveyOptions, "personas">): Promise<ItemResponse[]> {
  const persona = { schema: "dramatis.persona/1" as const, name: "somebody" };
  const nobody = { persona, version: personaVersion(persona), path: persona.name };
  return (await survey({ ...options, personas: [nobody] })).responses;
}

function optionOf({ value, probabilities }: ItemResponse, min: number): number | null {
  if (value === null) return null;
  return probabilities ? min + probabilities.indexOf(Math.max(...probabilities)) : value;
}

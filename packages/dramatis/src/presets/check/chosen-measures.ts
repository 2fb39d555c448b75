import { UnknownNameError } from "../../core/index.ts";
import { catalogue } from "../../measure/index.ts";
import type { CheckMeasure } from "../../run/index.ts";

export const MEASURE_NAMES: readonly string[] = catalogue.map(({ name }) => name);

/** The measures by name, each once. @throws UnknownNameError with the nearest names. */
export async function chosenMeasures(names: readonly string[]): Promise<CheckMeasure[]> {
  return Promise.all(
    [...new Set(names)].map(async (name) => {
      const entry = catalogue.find((method) => method.name === name);
      if (!entry) throw new UnknownNameError("measure", name, MEASURE_NAMES);
      const factory = await entry.load();
      return { name, measure: factory(), needs: entry.needs };
    }),
  );
}

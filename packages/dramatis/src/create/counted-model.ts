import type { Model } from "../core/index.ts";
import { neededModel } from "../model/index.ts";
import type { Material } from "./material.ts";

/** The chat model that a method cannot do without, its calls counted. @throws UnsupportedError where there is none. */
export function countedModel(method: string, { model, tally }: Material): Model {
  const needed = neededModel(method, model);
  return tally?.counted(needed) ?? needed;
}

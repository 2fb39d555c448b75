import { DramatisError } from "../../core/index.ts";
import { parseModelSpec } from "../../model/index.ts";
import type { DramatisConfig } from "../../presets/open/config-file.ts";
import { HttpFault } from "../http-fault.ts";
import { type Caller, LOCAL } from "./caller.ts";
import type { House } from "./house.ts";

/**
 * Whoever sits at this machine may name any model. A key may name the bundled one and those of the configuration: a spec
 * can be an address in our network, or a file. What names no model, or one that cannot be opened, is refused before
 * anything is begun with it.
 *
 * @throws HttpFault 403, 400
 */
export async function refuseModel(
  house: Pick<House, "config" | "model">,
  { caller, specs }: { caller: Caller; specs: readonly string[] },
): Promise<void> {
  refuseUnserved(caller, specs, house.config);
  for (const spec of specs) {
    try {
      // Opening the bundled one takes a while, and it is there or the server says so elsewhere.
      if (parseModelSpec(spec, "model").kind !== "understudy") await house.model(spec);
    } catch (error) {
      if (!(error instanceof DramatisError)) throw error;
      throw new HttpFault(400, error.message, { code: error.code, param: "model" });
    }
  }
}

/** @throws HttpFault 403 */
function refuseUnserved(caller: Caller, specs: readonly string[], config: DramatisConfig): void {
  if (caller === LOCAL) return;
  const known = servedSpecs(config);
  const other = specs.find((spec) => !known.includes(spec));
  if (other === undefined) return;
  const message = `this key may not name the model ${JSON.stringify(other.slice(0, 80))}; GET /api/models lists those that it may`;
  throw new HttpFault(403, message, { code: "model_not_allowed", param: "model" });
}

/** The bundled model, and those that the configuration names. */
export function servedSpecs({ model, user, judge, personas = {} }: DramatisConfig): string[] {
  const own = Object.values(personas).map((one) => one.model);
  return [...new Set(["understudy", model, user, judge, ...own].filter((spec) => spec !== undefined))];
}

import type { DramatisConfig } from "../../presets/config-file.ts";
import { HttpFault } from "../http-fault.ts";
import { type Caller, LOCAL } from "./caller.ts";

/**
 * Whoever sits at this machine may name any model. A key may name the bundled one and those of the configuration: a spec
 * can be an address in our network, or a file.
 *
 * @throws HttpFault 403
 */
export function refuseModel(caller: Caller, specs: readonly string[], config: DramatisConfig): void {
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

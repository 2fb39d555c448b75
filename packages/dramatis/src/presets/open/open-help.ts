import type { Model, Need } from "../../core/index.ts";
import type { Material } from "../../create/index.ts";
import {
  type CallCache,
  type Environment,
  type Meter,
  openEmbedder,
  openModel,
  openNli,
  type Price,
  type RoleSettings,
  type Roles,
  resolveRoles,
} from "../../model/index.ts";
import { judgesAsked, refuseIdleJudge, refuseUnpriced } from "./open-judges.ts";

/** Whom a method may ask, and what that may cost. */
export interface HelpOptions {
  roles?: RoleSettings;
  config?: RoleSettings;
  env?: Environment;
  maxCost?: number | undefined;
  price?: Price | undefined;
  cache?: CallCache | undefined;
}

/**
 * The models that a method may ask: the judges that it needs, and a chat model where one is named.
 *
 * @throws InputError for settings that cannot be used. @throws UnsupportedError
 */
export async function openHelp(
  needs: readonly Need[],
  spending: Meter,
  { roles: flags = {}, config = {}, env = process.env, price, maxCost, cache }: HelpOptions,
): Promise<Pick<Material, "model" | "nli" | "embedder">> {
  const roles = resolveRoles({ flags, config, env });
  const asked = new Set(needs);
  const instructed = instructedModel(roles);
  refuseIdleJudge(flags, roles, instructed === roles.judge ? new Set([...asked, "judge"]) : asked);
  refuseUnpriced([...judgesAsked(roles, asked), ...(instructed ? [instructed] : [])], maxCost, price);
  const open = { env, price, meter: spending, cache };
  const model: Model | undefined = instructed && (await openModel(instructed, open));
  const judge = () => openModel(roles.judge, { ...open, role: "judge" });
  return {
    ...(model && { model }),
    ...(asked.has("nli") && { nli: await openNli(roles.nli, { ...open, judge }) }),
    ...(asked.has("embed") && { embedder: await openEmbedder(roles.embedder, open) }),
  };
}

/** The bundled chat model follows no instructions. */
function instructedModel({ actor, judge }: Roles): Roles["actor"] | undefined {
  return [actor, judge].find(({ kind }) => kind !== "understudy");
}

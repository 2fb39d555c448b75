import { InputError, type MeasureContext, type Need, type Witness } from "../core/index.ts";
import {
  type CallCache,
  type Environment,
  type Meter,
  type ModelSpec,
  type NliSpec,
  openEmbedder,
  openModel,
  openNli,
  type Price,
  type RoleSettings,
  type Roles,
} from "../model/index.ts";

export interface OpenJudges {
  roles: Roles;
  /** What the chosen measures need; nothing else is opened. */
  needs: ReadonlySet<Need>;
  env: Environment;
  meter: Meter;
  concurrency: number;
  price?: Price | undefined;
  cache?: CallCache | undefined;
}

/** Who judges: what measures are given, and the same as witnesses for the report. */
export interface Judges {
  context: Omit<MeasureContext, "seed">;
  witnesses: Witness[];
}

/** Opens what the chosen measures need, and nothing else. @throws InputError, UnsupportedError */
export async function openJudges({ roles, needs, ...shared }: OpenJudges): Promise<Judges> {
  const judge = () => openModel(roles.judge, { ...shared, role: "judge" });
  const [nli, embedder, model] = await Promise.all([
    needs.has("nli") ? openNli(roles.nli, { ...shared, judge }) : undefined,
    needs.has("embed") ? openEmbedder(roles.embedder, shared) : undefined,
    needs.has("judge") && roles.judge.kind !== "understudy" ? judge() : undefined,
  ]);
  const witnesses: Witness[] = [];
  if (nli) witnesses.push({ role: "nli", id: nli.id, ...(nli.card !== undefined && { card: nli.card }) });
  if (embedder)
    witnesses.push({ role: "embedder", id: embedder.id, ...(embedder.card !== undefined && { card: embedder.card }) });
  if (model) witnesses.push({ role: "judge", id: model.id });
  return { context: { ...(nli && { nli }), ...(embedder && { embedder }), ...(model && { judge: model }) }, witnesses };
}

/** The models on a server that take part, by name: their calls cost money, and are worth keeping. */
export function hostedModels(roles: Roles, needs: ReadonlySet<Need>): string[] {
  const asked: (ModelSpec | NliSpec)[] = [];
  if (needs.has("nli")) asked.push(roles.nli.kind === "judge" ? roles.judge : roles.nli);
  if (needs.has("judge")) asked.push(roles.judge);
  if (needs.has("embed")) asked.push(roles.embedder);
  const names = asked.flatMap((spec) => {
    if (spec.kind === "openai") return [`openai:${spec.model}`];
    return spec.kind === "http" ? ["url" in spec ? spec.url : `${spec.baseUrl}#${spec.model}`] : [];
  });
  return [...new Set(names)];
}

/** A judge that was named and that nothing asks would be a surprise in the numbers. @throws InputError */
export function refuseIdleJudge(flags: RoleSettings, { nli }: Roles, needs: ReadonlySet<Need>): void {
  if (flags.judge === undefined || nli.kind === "judge" || needs.has("judge")) return;
  throw new InputError({
    where: "--judge",
    found: `${flags.judge}, which nothing would ask`,
    expected: "--nli judge with it",
    fix: "add --nli judge",
  });
}

/** A cap holds only calls whose price is known. @throws InputError */
export function refuseUnpriced(hosted: readonly string[], maxCost: number | undefined, price: Price | undefined): void {
  const [name] = hosted;
  if (maxCost === undefined || price !== undefined || name === undefined) return;
  throw new InputError({
    where: "--max-cost",
    found: `no price known for ${name}`,
    expected: "dollars per million tokens, in and out",
    fix: "add --price IN,OUT, such as --price 0.15,0.6 (0,0 for a server of your own)",
  });
}

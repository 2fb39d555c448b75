import { InputError, type MeasureContext, type Need, type Witness } from "../../core/index.ts";
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
} from "../../model/index.ts";
import { judgeCard } from "../calibrate/judge-card.ts";

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
  const calibrated = model && (await judgeCard(model.id));
  if (model) witnesses.push({ role: "judge", id: model.id, ...(calibrated !== undefined && { card: calibrated }) });
  return { context: { ...(nli && { nli }), ...(embedder && { embedder }), ...(model && { judge: model }) }, witnesses };
}

/** The judges that the needs ask. */
export function judgesAsked(roles: Roles, needs: ReadonlySet<Need>): (ModelSpec | NliSpec)[] {
  return [
    ...(needs.has("nli") ? [roles.nli.kind === "judge" ? roles.judge : roles.nli] : []),
    ...(needs.has("judge") ? [roles.judge] : []),
    ...(needs.has("embed") ? [roles.embedder] : []),
  ];
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

/** A cap holds only calls whose price is known, and a server does not say its own. @throws InputError */
export function refuseUnpriced(
  asked: readonly (ModelSpec | NliSpec)[],
  maxCost: number | undefined,
  price: Price | undefined,
): void {
  const [name] = asked.flatMap(hostedName);
  if (maxCost === undefined || price !== undefined || name === undefined) return;
  throw new InputError({
    where: "--max-cost",
    found: `no price known for ${name}`,
    expected: "dollars per million tokens, in and out",
    fix: "add --price IN,OUT, such as --price 0.15,0.6 (0,0 for a server of your own)",
  });
}

function hostedName(spec: ModelSpec | NliSpec): string[] {
  if (spec.kind === "openai") return [`openai:${spec.model}`];
  return spec.kind === "http" ? ["url" in spec ? spec.url : `${spec.baseUrl}#${spec.model}`] : [];
}

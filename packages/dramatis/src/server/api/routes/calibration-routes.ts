import { join } from "node:path";
import { z } from "zod";
import { HttpFault } from "../../http-fault.ts";
import { type ApiRoute, apiRoute } from "../api-route.ts";
import { type Caller, LOCAL, mayReach } from "../caller.ts";
import { type CalibrationAbout, type CalibrationStore, calibrationStore, LEVELS } from "../desk/calibration-store.ts";
import { type CasesOfRun, casesOfRun } from "../desk/cases-of-run.ts";
import type { House } from "../house.ts";
import { reachPersona } from "../reach-persona.ts";
import { reachRun } from "../reach-run.ts";

const tag = "Calibrations";
const idParams = z.object({ id: z.string().min(1).max(100) });
const raterQuery = z.object({
  rater: z
    .string()
    .max(60)
    .optional()
    .meta({ description: "Who labels, on this machine; with a key it is the key's name." }),
});

const MOST_CASES = 1_000;
const DEFAULTS = { size: 30, seed: 42 };

const shownText = z.union([z.string().max(20_000), z.array(z.string().max(20_000)).max(200)]);
const shownTexts = z.record(z.string().min(1).max(60), shownText);
const about = z.object({
  id: z.string(),
  title: z.string(),
  policy: z.string(),
  personas: z.array(z.string()),
  cases: z.number(),
  createdAt: z.string(),
});
const labelling = z.object({
  done: z.number(),
  of: z.number(),
  case: z
    .object({ id: z.string(), known: z.record(z.string(), z.unknown()), tested: z.record(z.string(), z.unknown()) })
    .nullable(),
});
const figure = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: z.number(),
});

const list = apiRoute(
  {
    method: "get",
    path: "/api/calibrations",
    summary: "Sets of cases that people label.",
    scope: "read",
    tag,
    reply: z.object({ calibrations: z.array(about) }),
  },
  async ({ caller }, house) => ({
    json: {
      calibrations: storeOf(house)
        .list()
        .filter((set) => reaches(caller, set)),
    },
  }),
);

const create = apiRoute(
  {
    method: "post",
    path: "/api/calibrations",
    summary: "A new set: cases of your own, or replies drawn from the conversations of a check.",
    scope: "write",
    tag,
    body: z
      .strictObject({
        title: z.string().min(1).max(200),
        policy: z.string().max(10_000).default("").meta({ description: "What makes each score, in words." }),
        cases: z
          .array(z.strictObject({ id: z.string().min(1).max(200), known: shownTexts, tested: shownTexts }))
          .min(1)
          .max(MOST_CASES)
          .optional(),
        run: z.string().max(200).optional(),
        size: z.int().min(1).max(MOST_CASES).default(DEFAULTS.size),
        seed: z.int().min(0).default(DEFAULTS.seed),
      })
      .refine(({ cases, run }) => (cases === undefined) !== (run === undefined), "either cases or a run"),
    reply: about,
    status: 201,
  },
  async ({ body: { title, policy, cases, run, size, seed }, caller }, house) => {
    const drawn = run === undefined ? undefined : await drawCases(house, { caller, run, size, seed });
    const given = drawn?.cases ?? cases ?? [];
    if (given.length === 0) throw new HttpFault(400, `${run} has no reply to label`, { param: "run" });
    if (new Set(given.map(({ id }) => id)).size < given.length)
      throw new HttpFault(400, "an id twice; expected an id of its own for each case", { param: "cases" });
    const personas = drawn ? [drawn.persona] : [];
    return { json: storeOf(house).create({ title, policy, personas, cases: given }), status: 201 };
  },
);

const next = apiRoute(
  {
    method: "get",
    path: "/api/calibrations/{id}/next",
    summary: "The next case for a rater, blind: no labels of others, and not what made the text.",
    scope: "write",
    tag,
    params: idParams,
    query: raterQuery,
    reply: labelling.extend({ title: z.string(), policy: z.string() }),
  },
  async ({ params: { id }, query: { rater }, caller }, house) => {
    const { title, policy } = reached(house, { caller, id });
    return { json: { title, policy, ...(await storeOf(house).labelling(id, raterOf(caller, rater))) } };
  },
);

const label = apiRoute(
  {
    method: "post",
    path: "/api/calibrations/{id}/labels",
    summary: "A rater's label of a case, kept at once; null takes it back. Gives the next case.",
    scope: "write",
    tag,
    params: idParams,
    query: raterQuery,
    body: z.strictObject({
      case: z.string().min(1).max(300),
      label: z.union([...LEVELS.map((level) => z.literal(level)), z.null()], "a label from 1 to 5, or null"),
    }),
    reply: labelling,
  },
  async ({ params: { id }, query: { rater }, body, caller }, house) => {
    reached(house, { caller, id });
    return { json: await storeOf(house).label(id, raterOf(caller, rater), body) };
  },
);

const agreement = apiRoute(
  {
    method: "get",
    path: "/api/calibrations/{id}/agreement",
    summary: "How far the raters agree by now: Krippendorff's alpha, and kappa for each two, with intervals.",
    scope: "read",
    tag,
    params: idParams,
    reply: z.object({
      cases: z.number(),
      raters: z.array(z.object({ rater: z.string(), labelled: z.number() })),
      alpha: figure,
      pairs: z.array(z.object({ raters: z.tuple([z.string(), z.string()]), kappa: figure })),
    }),
  },
  async ({ params: { id }, caller }, house) => {
    reached(house, { caller, id });
    return { json: await storeOf(house).agreement(id) };
  },
);

/** Blind labelling, and agreement as it stands. */
export const calibrationRoutes: readonly ApiRoute[] = [list, create, next, label, agreement];

function storeOf({ folder, now }: House): CalibrationStore {
  return calibrationStore(join(folder, ".dramatis", "calibrations"), { now });
}

/** @throws HttpFault 404, so also for a set about a persona that the caller may not reach */
function reached(house: House, { caller, id }: { caller: Caller; id: string }): CalibrationAbout {
  const set = storeOf(house).get(id);
  if (reaches(caller, set)) return set;
  throw new HttpFault(404, `no calibration ${JSON.stringify(id.slice(0, 80))}; GET /api/calibrations lists them`);
}

function reaches(caller: Caller, { personas }: CalibrationAbout): boolean {
  return personas.every((name) => mayReach(caller, name));
}

function raterOf(caller: Caller, named: string | undefined): string {
  return caller === LOCAL ? (named ?? LOCAL.key) : caller.key;
}

async function drawCases(
  house: House,
  { caller, run, ...draw }: { caller: Caller; run: string } & Pick<CasesOfRun, "size" | "seed">,
): Promise<{ persona: string; cases: ReturnType<typeof casesOfRun> }> {
  const { arguments: asked } = await reachRun(house, { caller, id: run });
  const [name, version] = [asked.persona, asked.version].map((one) => (typeof one === "string" ? one : undefined));
  if (name === undefined) throw new HttpFault(400, `${run} is no check of a persona`, { param: "run" });
  const persona = await reachPersona(house, { caller, name, version });
  const transcripts = await house.runs.transcripts(run);
  const speaker = typeof asked.speaker === "string" ? asked.speaker : persona.persona.name;
  return { persona: persona.persona.name, cases: casesOfRun({ persona, transcripts, speaker, ...draw }) };
}

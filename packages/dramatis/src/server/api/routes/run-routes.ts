import { z } from "zod";
import type { Estimate } from "../../../core/index.ts";
import { type ApiEvent, type ApiRoute, apiRoute } from "../api-route.ts";
import { modelsOf, personasOf, runRequest } from "../desk/run-request.ts";
import { reachPersona } from "../reach-persona.ts";
import { reachesRun, reachRun } from "../reach-run.ts";
import { refuseModel } from "../refuse-model.ts";
import type { RunState } from "../run-desk.ts";

const tag = "Runs";
const idParams: z.ZodObject<{ id: z.ZodString }> = z.object({ id: z.string().min(1).max(200) });

const runState = z.object({
  id: z.string(),
  command: z.enum(["check", "survey", "sample"]),
  arguments: z.record(z.string(), z.unknown()),
  status: z.enum(["running", "done", "failed", "cancelled"]),
  done: z.number(),
  total: z.number().meta({ description: "Of the stage that it is at." }),
  stage: z.string().optional().meta({ description: 'What it is at; "waiting" while another run is under way.' }),
  startedAt: z.string(),
  endedAt: z.string().optional(),
  cost: z.number().optional().meta({ description: "US dollars; absent where the price is unknown." }),
  error: z.string().optional(),
  by: z.string().meta({ description: "Name of the key that started it." }),
  notices: z.array(z.string()).optional(),
  scores: z
    .array(z.object({ persona: z.string(), version: z.string(), measure: z.string(), estimate: z.custom<Estimate>() }))
    .optional(),
});

const figure = z.number().nullable();
const compared = z.object({
  run: z.string(),
  personas: z.array(z.object({ persona: z.string(), version: z.string() })),
  witnesses: z.array(z.object({ role: z.string(), id: z.string() })),
});
const comparison = z.object({
  before: compared,
  after: compared,
  measures: z.array(
    z.object({
      measure: z.string(),
      unit: z.string(),
      direction: z.enum(["higher", "lower", "none"]),
      pairs: z.number().meta({ description: "Conversations or items with a score in both runs." }),
      unpaired: z.number(),
      before: figure,
      after: figure,
      difference: figure,
      low: figure.meta({ description: "95 %, pairs resampled." }),
      high: figure,
      p: figure,
      adjusted: figure.meta({ description: "p after Holm over the measures." }),
      smallest: figure.meta({ description: "Smallest difference that so many pairs would have shown." }),
      verdict: z.enum(["better", "worse", "changed", "no difference seen", "nothing to compare"]),
      missing: z.object({ before: z.record(z.string(), z.number()), after: z.record(z.string(), z.number()) }),
      items: z.array(z.object({ item: z.string(), before: z.number(), after: z.number() })),
    }),
  ),
});

const start = apiRoute(
  {
    method: "post",
    path: "/api/runs",
    summary: "Starts a check, a survey or a sample in the background; one is under way at a time.",
    scope: "write",
    tag,
    body: runRequest,
    reply: runState,
    status: 202,
  },
  async ({ body, caller }, house) => {
    const asked = { command: body.command, arguments: { ...body.arguments } };
    await refuseModel(house, { caller, specs: modelsOf(asked) });
    for (const name of personasOf(asked)) await reachPersona(house, { caller, name });
    return { json: shown(await house.runs.start(asked, caller.key)), status: 202 };
  },
);

const list = apiRoute(
  {
    method: "get",
    path: "/api/runs",
    summary: "Runs, the newest first; those of earlier servers too.",
    scope: "read",
    tag,
    reply: z.object({ runs: z.array(runState) }),
  },
  async ({ caller }, { runs }) => ({
    json: { runs: (await runs.list()).filter((run) => reachesRun(caller, run)).map(shown) },
  }),
);

const compare = apiRoute(
  {
    method: "get",
    path: "/api/runs/compare",
    summary: "Two checks, measure by measure: paired differences with intervals, and every pair.",
    scope: "read",
    tag,
    query: z.object({ a: z.string().min(1).max(200), b: z.string().min(1).max(200) }),
    reply: comparison,
  },
  async ({ query: { a, b }, caller }, house) => {
    const [first, second] = [await reachRun(house, { caller, id: a }), await reachRun(house, { caller, id: b })];
    return { json: await house.runs.compare(first.id, second.id) };
  },
);

const read = apiRoute(
  { method: "get", path: "/api/runs/{id}", summary: "One run.", scope: "read", tag, params: idParams, reply: runState },
  async ({ params: { id }, caller }, house) => ({ json: shown(await reachRun(house, { caller, id })) }),
);

const events = apiRoute(
  {
    method: "get",
    path: "/api/runs/{id}/events",
    summary: "The state of a run as it changes, until it ends: events named `state`.",
    scope: "read",
    tag,
    params: idParams,
    media: "text/event-stream",
  },
  async ({ params: { id }, caller, signal }, house) => {
    await reachRun(house, { caller, id });
    return { events: stateEvents(house.runs.follow(id, signal)) };
  },
);

const cancel = apiRoute(
  {
    method: "post",
    path: "/api/runs/{id}/cancel",
    summary: "Stops a run; what is finished is kept. Does nothing to one that has ended.",
    scope: "write",
    tag,
    params: idParams,
    reply: runState,
  },
  async ({ params: { id }, caller }, house) => {
    await reachRun(house, { caller, id });
    return { json: shown(await house.runs.cancel(id)) };
  },
);

const resume = apiRoute(
  {
    method: "post",
    path: "/api/runs/{id}/resume",
    summary: "Goes on with a run that failed or was cancelled, where it stopped.",
    scope: "write",
    tag,
    params: idParams,
    reply: runState,
    status: 202,
  },
  async ({ params: { id }, caller }, house) => {
    await refuseModel(house, { caller, specs: modelsOf(await reachRun(house, { caller, id })) });
    return { json: shown(await house.runs.resume(id, caller.key)), status: 202 };
  },
);

// What follows quotes the persona, and is for those who may see inside it.

const result = apiRoute(
  {
    method: "get",
    path: "/api/runs/{id}/result",
    summary: "What a run gave, as the command's --json; for a sample the population that was drawn.",
    scope: "write",
    tag,
    params: idParams,
    reply: z.record(z.string(), z.unknown()),
  },
  async ({ params: { id }, caller }, house) => {
    await reachRun(house, { caller, id });
    return { json: await house.runs.result(id) };
  },
);

const transcripts = apiRoute(
  {
    method: "get",
    path: "/api/runs/{id}/transcripts",
    summary: "The conversations that a check read or held.",
    scope: "write",
    tag,
    params: idParams,
    reply: z.object({
      transcripts: z.array(z.object({ session: z.string(), messages: z.array(z.record(z.string(), z.unknown())) })),
    }),
  },
  async ({ params: { id }, caller }, house) => {
    await reachRun(house, { caller, id });
    return { json: { transcripts: await house.runs.transcripts(id) } };
  },
);

/** The page holds its own style, and nothing in it may run, load or send. */
const REPORT_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};

const report = apiRoute(
  {
    method: "get",
    path: "/api/runs/{id}/report",
    summary: "The report as a page, which can run nothing.",
    scope: "write",
    tag,
    params: idParams,
    media: "text/html",
  },
  async ({ params: { id }, caller }, house) => {
    await reachRun(house, { caller, id });
    return new Response(await house.runs.report(id), { headers: REPORT_HEADERS });
  },
);

/** Runs of checks, surveys and samples. `compare` comes before `{id}`, which would take it. */
export const runRoutes: readonly ApiRoute[] = [
  ...[start, list, compare, read, events],
  ...[cancel, resume, result, transcripts, report],
];

/** Without the conversation that was sent along, which may be long. */
function shown(run: RunState): RunState {
  const { transcript, ...rest } = run.arguments;
  if (!Array.isArray(transcript)) return run;
  return { ...run, arguments: { ...rest, transcript: `${transcript.length} lines` } };
}

async function* stateEvents(states: AsyncIterable<RunState>): AsyncGenerator<ApiEvent, void, void> {
  for await (const state of states) yield { event: "state", data: shown(state) };
}

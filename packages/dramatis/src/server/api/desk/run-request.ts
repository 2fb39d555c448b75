import { z } from "zod";
import { shippedPopulations } from "../../../create/index.ts";
import { bundledInstruments } from "../../../measure/psychometrics/index.ts";
import type { Price } from "../../../model/index.ts";
import { schemaFault } from "../../../persona/index.ts";
import { HttpFault } from "../../http-fault.ts";
import type { RunAsked } from "../run-desk.ts";

/** What a caller may ask of every run that calls models. No member names a file: a key must not read what is on the disk. */
interface Played {
  /** Plays the persona; the configured one by default. */
  model?: string;
  seed?: number;
  maxCost?: number;
  /** Of models on a server, in US dollars per million tokens. */
  price?: Price;
}

/** One line of a conversation. */
export interface SaidLine {
  session?: string;
  speaker: string;
  text: string;
}

export interface CheckArguments extends Played {
  persona: string;
  version?: string;
  measures?: string[];
  turns?: number;
  repeats?: number;
  suite?: "auto" | "drift";
  judge?: string;
  guards?: string[];
  candidates?: number;
  memory?: boolean;
  /** In place of an interview. */
  transcript?: SaidLine[];
  speaker?: string;
}

export interface AskedQuestion {
  id: string;
  text: string;
  options: string[];
  scale?: "ordinal" | "nominal";
}

export interface SurveyArguments extends Played {
  personas?: string[];
  /** Id of one that was drawn. */
  population?: string;
  count?: number;
  instrument?: string;
  questions?: AskedQuestion[];
  mode?: "single" | "sequential";
  answers?: "probabilities" | "words";
  orders?: number;
  repeats?: number;
  norms?: string;
  by?: string[];
}

export interface SampleArguments {
  population: string;
  size: number;
  seed?: number;
}

export type RunRequest =
  | { command: "check"; arguments: CheckArguments }
  | { command: "survey"; arguments: SurveyArguments }
  | { command: "sample"; arguments: SampleArguments };

/** Most people that are drawn in the background. */
const MOST_PEOPLE = 20_000;

const name = z.string().min(1).max(200);
const spec = z.string().min(1).max(300);
const seed = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);
/** The id of a population that was drawn: a folder's name and no path. */
export const populationId: z.ZodType<string> = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "the id of a population that was drawn, such as us-adults-100-42")
  .max(100);
const played = {
  model: spec
    .exactOptional()
    .describe("understudy, openai:MODEL or http://HOST/v1#MODEL; the configured one by default"),
  seed: seed.exactOptional(),
  maxCost: z.number().min(0).exactOptional().describe("US dollars; needs a price"),
  price: z.strictObject({ input: z.number().min(0), output: z.number().min(0) }).exactOptional(),
};

export const saidLine: z.ZodType<SaidLine> = z.strictObject({
  session: z.string().min(1).max(100).exactOptional(),
  speaker: name,
  text: z.string().max(20_000),
});

const check: z.ZodType<CheckArguments> = z.strictObject({
  persona: name,
  version: z.string().min(8).max(64).exactOptional(),
  measures: z.array(name).min(1).max(100).exactOptional(),
  turns: z.int().min(1).max(60).exactOptional().describe("of the persona in each conversation"),
  repeats: z.int().min(1).max(50).exactOptional(),
  suite: z.enum(["auto", "drift"]).exactOptional().describe("asked in place of an interview"),
  judge: spec.exactOptional(),
  guards: z.array(name).max(10).exactOptional(),
  candidates: z.int().min(1).max(16).exactOptional(),
  memory: z.boolean().exactOptional(),
  transcript: z.array(saidLine).min(1).max(5_000).exactOptional().describe("judged in place of an interview"),
  speaker: name.exactOptional().describe("whose lines are judged; the one with the persona's name by default"),
  ...played,
});

const survey: z.ZodType<SurveyArguments> = z
  .strictObject({
    personas: z.array(name).min(1).max(200).exactOptional(),
    population: populationId.exactOptional(),
    count: z.int().min(1).max(2_000).exactOptional().describe("at most so many people"),
    instrument: z.string().max(100).exactOptional().describe("one that is bundled, such as ipip-50"),
    questions: z
      .array(
        z.strictObject({
          id: z.string().min(1).max(100),
          text: z.string().min(1).max(2_000),
          options: z.array(z.string().min(1).max(300)).min(2).max(20),
          scale: z.enum(["ordinal", "nominal"]).exactOptional(),
        }),
      )
      .min(1)
      .max(200)
      .exactOptional()
      .describe("in place of an instrument"),
    mode: z.enum(["single", "sequential"]).exactOptional(),
    answers: z.enum(["probabilities", "words"]).exactOptional(),
    orders: z.int().min(1).max(10).exactOptional(),
    repeats: z.int().min(1).max(20).exactOptional(),
    norms: z.string().max(100).exactOptional().describe("of the instrument: group for percentiles"),
    by: z.array(name).max(5).exactOptional().describe("of the questions: tables by fields of the personas"),
    ...played,
  })
  .refine(({ personas, population }) => (personas === undefined) !== (population === undefined), {
    error: "either personas or a population",
  })
  .refine(({ instrument, questions }) => (instrument === undefined) !== (questions === undefined), {
    error: "either an instrument or questions",
  })
  .refine(({ instrument }) => instrument === undefined || bundledInstruments().includes(instrument), {
    error: `an instrument that is bundled: ${bundledInstruments().join(", ")}`,
    path: ["instrument"],
  })
  .refine(({ instrument, by }) => instrument === undefined || by === undefined, {
    error: "by with questions only",
    path: ["by"],
  })
  .refine(({ questions, norms }) => questions === undefined || norms === undefined, {
    error: "norms with an instrument only",
    path: ["norms"],
  });

const population = z
  .string()
  .max(100)
  .refine((text) => shippedPopulations().includes(text), `one of ${shippedPopulations().join(", ")}`);

/** A population that is shipped, and how many of it. */
export function sampleArguments(most: number = MOST_PEOPLE): z.ZodType<SampleArguments> {
  return z.strictObject({ population, size: z.int().min(1).max(most), seed: seed.exactOptional() });
}

/** The body of a run that is asked for. */
export const runRequest: z.ZodType<RunRequest> = z.discriminatedUnion("command", [
  z.strictObject({ command: z.literal("check"), arguments: check }),
  z.strictObject({ command: z.literal("survey"), arguments: survey }),
  z.strictObject({ command: z.literal("sample"), arguments: sampleArguments() }),
]);

/** @throws HttpFault 400 */
export function readRunRequest(asked: RunAsked): RunRequest {
  const value = { command: asked.command, arguments: asked.arguments };
  const read = runRequest.safeParse(value);
  if (read.success) return read.data;
  const { found, expected, path } = schemaFault(read.error, value);
  throw new HttpFault(400, `${found}; expected ${expected}`, { param: path.map(String).join(".") || null });
}

/** Names of the personas that a run reads; none for a population. */
export function personasOf({ arguments: { persona, personas } }: RunAsked): string[] {
  const all = Array.isArray(personas) ? [persona, ...personas] : [persona];
  return all.filter((one): one is string => typeof one === "string");
}

/** Models that a run names, by their specs. */
export function modelsOf({ arguments: { model, judge } }: RunAsked): string[] {
  return [model, judge].filter((one): one is string => typeof one === "string");
}

import { type Embedder, InputError, type Model, ModelError, type Nli, UnsupportedError } from "../core/index.ts";
import { parseJson, readText } from "../persona/index.ts";
import { type CallPathOptions, withCallPath } from "./call-path.ts";
import type { ModelLimits } from "./caller.ts";
import { checkedNli } from "./checked-nli.ts";
import { httpNli } from "./http-nli.ts";
import { judgeNli } from "./judge-nli.ts";
import { mockModel } from "./mock-model.ts";
import type { EmbedderSpec, ModelSpec, NliSpec } from "./model-spec.ts";
import { openaiEmbedder } from "./openai-embedder.ts";
import { OPENAI_URL, openaiModel } from "./openai-model.ts";
import type { Price, PricedModel } from "./price.ts";
import { recordedModel } from "./recorded-model.ts";
import { rememberEmbedder, rememberNli } from "./remember.ts";
import type { Environment } from "./resolve-roles.ts";

// What a role does not use is not loaded: the bundled models are imported only when they are opened.

export interface OpenOptions extends CallPathOptions {
  env?: Environment;
  price?: Price | undefined;
  timeoutMs?: number;
  /** Of models, shared with other processes. */
  limits?: ModelLimits | undefined;
}

/**
 * Opens a chat model behind the call path. Scripted, recorded and bundled models are not cached.
 *
 * @param options.role what it is wanted for, to say so when there is none
 * @param options.record file that replies are recorded to
 * @throws InputError when a key or a file is missing
 * @throws UnsupportedError for `understudy` as a judge: the bundled chat model is too small to judge
 */
export async function openModel(
  spec: ModelSpec,
  { role = "actor", record, ...options }: OpenOptions & { role?: "actor" | "judge"; record?: string | undefined } = {},
): Promise<Model> {
  const free = spec.kind === "mock" || spec.kind === "recorded" || spec.kind === "understudy";
  const model = await bareModel(spec, role, options);
  const kept = record === undefined ? model : await recordedModel(model, record);
  const path = { ...options, limit: options.limits?.(kept.id) };
  return withCallPath(kept, free ? { ...path, cache: undefined } : path);
}

const NAME_A_JUDGE = "name a chat model: --judge openai:gpt-4o-mini, or --judge 'http://localhost:11434/v1#llama3'";

async function bareModel(spec: ModelSpec, role: "actor" | "judge", options: OpenOptions): Promise<PricedModel> {
  switch (spec.kind) {
    case "understudy":
      if (role === "judge") throw new UnsupportedError("this command", role, NAME_A_JUDGE);
      return opened("--model", BUNDLED, async () => (await import("@dramatis/understudy")).understudyChat());
    case "mock":
      return mockModel(parseJson(await readText(spec.path), spec.path), spec.path);
    case "recorded":
      return recordedModel(null, spec.path);
    default:
      return openaiModel(serverOf(spec, options));
  }
}

/**
 * Opens an embedder that remembers its vectors; those of a server are kept in the cache.
 *
 * @throws InputError when a key is missing, or the bundled model cannot be opened
 */
export async function openEmbedder(spec: EmbedderSpec, options: OpenOptions = {}): Promise<Embedder> {
  if (spec.kind !== "understudy") {
    return rememberEmbedder(openaiEmbedder({ ...options, ...serverOf(spec, options) }), options);
  }
  const embedder = await opened("--embedder", BUNDLED, async () => {
    const { understudyEmbedder } = await import("@dramatis/understudy");
    return understudyEmbedder();
  });
  return rememberEmbedder(embedder);
}

/**
 * Opens a judge of sentence pairs that remembers its verdicts; those of a server are kept in the cache.
 *
 * @param options.judge opens the judge model, for `judge`
 * @throws InputError when a model cannot be opened, or a server does not answer one pair
 * @throws UnsupportedError when `judge` is asked for and there is no judge model
 */
export async function openNli(
  spec: NliSpec,
  { judge, ...options }: OpenOptions & { judge?: () => Promise<Model> } = {},
): Promise<Nli> {
  if (spec.kind === "http") {
    await probe(spec.url, options);
    return rememberNli(httpNli({ ...options, url: spec.url }), options);
  }
  if (spec.kind === "judge") {
    if (judge === undefined) throw new UnsupportedError("--nli judge", "judge", "add --judge openai:gpt-4o-mini");
    return rememberNli(judgeNli(await judge(), concurrencyOf(options)));
  }
  const expected = spec.kind === "onnx" ? FOLDER : BUNDLED;
  const nli = await opened("--nli", expected, async () => {
    const { folderNli, understudyNli } = await import("@dramatis/understudy");
    return spec.kind === "onnx" ? folderNli(spec.folder) : understudyNli();
  });
  return rememberNli(checkedNli(nli));
}

const FOLDER = "the folder of a three-way NLI model: config.json, tokenizer.json, model.onnx";
const BUNDLED = "the bundled models, whole; install @dramatis/understudy anew";

/** The bundled package throws plain errors of one line each. */
async function opened<T>(where: string, expected: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new InputError({ where, found: error.message, expected }, { cause: error });
  }
}

/** Asks one pair once: a wrong address would else be tried again at every trial. A busy server passes. */
async function probe(url: string, { timeoutMs }: OpenOptions): Promise<void> {
  const nli = httpNli({ url, retries: 0, ...(timeoutMs !== undefined && { timeoutMs }) });
  try {
    await nli.judge([{ premise: "I have a dog.", hypothesis: "I have a pet." }]);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    if (error.fault === "rate_limit" || error.fault === "server") return;
    const expected = "a server that takes {pairs} and gives {verdicts}";
    throw new InputError({ where: "--nli", found: error.message, expected }, { cause: error });
  }
}

function concurrencyOf({ concurrency }: OpenOptions): { concurrency?: number } {
  return concurrency === undefined ? {} : { concurrency };
}

interface Server {
  model: string;
  baseUrl: string;
  apiKey: string | undefined;
  price?: Price;
  timeoutMs?: number;
}

/** The key goes to the server it was set for and to no other: OPENAI_BASE_URL, or OpenAI. */
function serverOf(
  spec: Extract<ModelSpec, { kind: "openai" | "http" }>,
  { env = process.env, price, timeoutMs }: OpenOptions,
): Server {
  const home = env.OPENAI_BASE_URL?.trim() || OPENAI_URL;
  if (!URL.canParse(home)) {
    throw new InputError({
      where: "OPENAI_BASE_URL",
      found: JSON.stringify(home),
      expected: "an address",
      fix: "export OPENAI_BASE_URL=http://localhost:11434/v1",
    });
  }
  const baseUrl = spec.kind === "http" ? spec.baseUrl : home;
  const apiKey = new URL(baseUrl).origin === new URL(home).origin ? env.OPENAI_API_KEY?.trim() : undefined;
  if (!apiKey && new URL(baseUrl).origin === new URL(OPENAI_URL).origin) {
    throw new InputError({
      where: "OPENAI_API_KEY",
      found: "not set",
      expected: `a key for ${spec.model}`,
      fix: "export OPENAI_API_KEY=sk-...",
    });
  }
  return {
    model: spec.model,
    baseUrl,
    apiKey,
    ...(price && { price }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  };
}

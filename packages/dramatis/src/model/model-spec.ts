import { InputError } from "../core/index.ts";

/** A chat model by name; it holds no key, so it may be written into plans and reports. */
export type ModelSpec =
  | { kind: "understudy" }
  | { kind: "openai"; model: string }
  | { kind: "http"; baseUrl: string; model: string }
  | { kind: "mock"; path: string }
  | { kind: "recorded"; path: string };

export type EmbedderSpec = Extract<ModelSpec, { kind: "understudy" | "openai" | "http" }>;

export type NliSpec =
  | { kind: "understudy" }
  | { kind: "judge" }
  | { kind: "http"; url: string }
  | { kind: "onnx"; folder: string };

const EMBEDDER_FORMS = "understudy, openai:MODEL or http://HOST/v1#MODEL";
const MODEL_FORMS = "openai:MODEL, http://HOST/v1#MODEL, understudy, mock:SCRIPT.json or recorded:FILE.jsonl";
const NLI_FORMS = "understudy, judge, http://HOST/PATH or onnx:FOLDER";

/**
 * Reads `openai:gpt-4o-mini`, `http://localhost:11434/v1#llama3`, `understudy`, `mock:script.json`,
 * `recorded:file.jsonl`.
 *
 * @param where the flag or variable that it came from
 * @throws InputError
 */
export function parseModelSpec(text: string, where = "--model"): ModelSpec {
  const spec = text.trim();
  if (spec === "understudy") return { kind: "understudy" };
  if (/^https?:/.test(spec)) return httpSpec(spec, where);
  const [, kind, rest] = /^(openai|mock|recorded):(.+)$/.exec(spec) ?? [];
  if (kind === "openai" && rest) return { kind, model: rest };
  if ((kind === "mock" || kind === "recorded") && rest) return { kind, path: rest };
  throw new InputError({ where, found: JSON.stringify(text), expected: MODEL_FORMS });
}

/** Reads `understudy`, `openai:text-embedding-3-small`, `http://localhost:11434/v1#nomic-embed-text`. */
export function parseEmbedderSpec(text: string, where = "--embedder"): EmbedderSpec {
  const spec = /^(openai:|https?:|understudy)/.test(text.trim()) ? parseModelSpec(text, where) : undefined;
  if (spec && spec.kind !== "mock" && spec.kind !== "recorded") return spec;
  throw new InputError({ where, found: JSON.stringify(text), expected: EMBEDDER_FORMS });
}

/** Reads `understudy`, `judge`, `http://localhost:8000/nli`, `onnx:models/deberta-nli`. */
export function parseNliSpec(text: string, where = "--nli"): NliSpec {
  const spec = text.trim();
  if (spec === "understudy" || spec === "judge") return { kind: spec };
  if (/^https?:/.test(spec)) return { kind: "http", url: checkedUrl(spec, where).href };
  const [, folder] = /^onnx:(.+)$/.exec(spec) ?? [];
  if (folder) return { kind: "onnx", folder };
  throw new InputError({ where, found: JSON.stringify(text), expected: NLI_FORMS });
}

function httpSpec(text: string, where: string): ModelSpec {
  const url = checkedUrl(text, where);
  const model = decoded(url.hash.slice(1), where);
  if (model === "") {
    throw new InputError({
      where,
      found: "an address without a model",
      expected: "http://HOST/v1#MODEL",
      fix: `write ${url.origin}${url.pathname}#MODEL, in quotes`,
    });
  }
  url.hash = "";
  return { kind: "http", baseUrl: url.href.replace(/\/+$/, ""), model };
}

function decoded(name: string, where: string): string {
  try {
    return decodeURIComponent(name);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    const fix = "write % as %25";
    throw new InputError(
      { where, found: JSON.stringify(name), expected: "the name of a model", fix },
      { cause: error },
    );
  }
}

/** Addresses are printed in errors and results, so a password may not be in one. */
function checkedUrl(text: string, where: string): URL {
  if (!URL.canParse(text)) throw new InputError({ where, found: JSON.stringify(text), expected: "an address" });
  const url = new URL(text);
  if (url.username === "" && url.password === "") return url;
  throw new InputError({
    where,
    found: "an address with a name or password in it",
    expected: "an address without",
    fix: "set OPENAI_BASE_URL and OPENAI_API_KEY",
  });
}

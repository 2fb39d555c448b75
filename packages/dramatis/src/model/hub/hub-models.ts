import { InputError, UnknownNameError } from "../../core/index.ts";

/** A model that is known by a short name. Size and checksum are the hub's to say. */
export interface HubModel {
  name: string;
  repo: string;
  /** Path of the model file in the repository. */
  file: string;
  licence: string;
}

/** Small chat models under an open licence, as their makers publish them. */
export const HUB_MODELS: readonly HubModel[] = [
  {
    name: "qwen2.5-0.5b",
    repo: "Qwen/Qwen2.5-0.5B-Instruct-GGUF",
    file: "qwen2.5-0.5b-instruct-q4_k_m.gguf",
    licence: "Apache-2.0",
  },
  {
    name: "qwen2.5-1.5b",
    repo: "Qwen/Qwen2.5-1.5B-Instruct-GGUF",
    file: "qwen2.5-1.5b-instruct-q4_k_m.gguf",
    licence: "Apache-2.0",
  },
  {
    name: "smollm2-1.7b",
    repo: "HuggingFaceTB/SmolLM2-1.7B-Instruct-GGUF",
    file: "smollm2-1.7b-instruct-q4_k_m.gguf",
    licence: "Apache-2.0",
  },
  {
    name: "smollm2-135m-onnx",
    repo: "HuggingFaceTB/SmolLM2-135M-Instruct",
    file: "onnx/model.onnx",
    licence: "Apache-2.0",
  },
];

/** What to pull: a repository, and a file in it where one was named. */
export interface HubTarget {
  repo: string;
  file?: string;
}

/**
 * Reads a short name, `owner/repo`, or `owner/repo/path/file.gguf`.
 *
 * @throws UnknownNameError for a word that is no short name
 * @throws InputError
 */
export function hubTarget(name: string): HubTarget {
  const known = HUB_MODELS.find((model) => model.name === name);
  if (known !== undefined) return { repo: known.repo, file: known.file };
  const [owner, repo, ...path] = name.split("/");
  if (owner === undefined || repo === undefined) {
    const names = HUB_MODELS.map((model) => model.name);
    throw new UnknownNameError("model", name, names);
  }
  const isName = (part: string): boolean => /^[\w.-]+$/.test(part) && !/^\.+$/.test(part);
  if (!isName(owner) || !isName(repo) || (path.length > 0 && !isSafePath(path.join("/")))) {
    const expected = "owner/repo or owner/repo/file.gguf";
    throw new InputError({ where: "model pull", found: JSON.stringify(name), expected });
  }
  return { repo: `${owner}/${repo}`, ...(path.length > 0 && { file: path.join("/") }) };
}

/** Whether a path of a repository stays below the folder that it is joined to, on every system. */
export function isSafePath(path: string): boolean {
  return path.split("/").every((part) => part !== "" && part !== "." && part !== ".." && !/[\p{Cc}\\:]/u.test(part));
}

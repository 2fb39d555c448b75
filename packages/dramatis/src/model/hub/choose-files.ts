import { posix } from "node:path";
import { InputError, UnknownNameError } from "../../core/index.ts";
import type { HubFile } from "./hub-client.ts";
import type { HubTarget } from "./hub-models.ts";

/** What makes up one model of a repository. */
export interface ChosenFiles {
  kind: "gguf" | "onnx";
  /** The file that a runtime is given. */
  main: HubFile;
  /** With `main`: its other parts, and what an ONNX model is read with. */
  files: HubFile[];
}

/** Beside the model, or at the top of its repository. */
const COMPANIONS = ["config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json"];

/**
 * The files of the model that was named, or of the only one there is. Of several ONNX models the plain `model.onnx` is
 * taken.
 *
 * @throws UnknownNameError when the repository has no such file
 * @throws InputError when it has no model, or several
 */
export function chooseFiles(all: readonly HubFile[], { repo, file }: HubTarget): ChosenFiles {
  const models = all.filter(({ path }) => /\.(gguf|onnx)$/i.test(path));
  const main = file === undefined ? onlyModel(models, repo) : models.find(({ path }) => path === file);
  if (main === undefined) {
    const names = models.map(({ path }) => path);
    throw new UnknownNameError(`model file of ${repo}`, file ?? "", names);
  }
  const kind = /\.gguf$/i.test(main.path) ? "gguf" : "onnx";
  const more = kind === "gguf" ? otherParts(all, main) : [...externalData(all, main), ...companions(all, main)];
  return { kind, main, files: [main, ...more] };
}

function onlyModel(models: readonly HubFile[], repo: string): HubFile {
  const [first, ...others] = models;
  if (first === undefined) {
    throw new InputError({ where: repo, found: "no model file", expected: "a .gguf or .onnx file in the repository" });
  }
  if (others.length === 0) return first;
  const isOnnx = models.every(({ path }) => /\.onnx$/i.test(path));
  const plain = models.find(({ path }) => path === "model.onnx" || path === "onnx/model.onnx");
  if (isOnnx && plain !== undefined) return plain;
  const names = models.map(({ path }) => path).join(", ");
  const fix = `name one, such as ${repo}/${first.path}, of ${names}`;
  throw new InputError({ where: repo, found: `${models.length} models`, expected: "one", fix });
}

/** `x-00001-of-00003.gguf` → the other two. */
function otherParts(all: readonly HubFile[], main: HubFile): HubFile[] {
  const [, stem, count] = /^(.*)-\d{5}-of-(\d{5})\.gguf$/i.exec(main.path) ?? [];
  if (stem === undefined) return [];
  return all.filter(({ path }) => path !== main.path && path.startsWith(`${stem}-`) && path.includes(`-of-${count}.`));
}

/** `model.onnx_data`, `model.onnx_data_1`, `model.onnx.data`: weights beside a graph that is too large for one file. */
function externalData(all: readonly HubFile[], main: HubFile): HubFile[] {
  return all.filter(({ path }) => path.startsWith(main.path) && /^[._]data(_\d+)?$/.test(path.slice(main.path.length)));
}

function companions(all: readonly HubFile[], main: HubFile): HubFile[] {
  return COMPANIONS.flatMap((name) => {
    const beside = posix.join(posix.dirname(main.path), name);
    const found = all.find(({ path }) => path === beside) ?? all.find(({ path }) => path === name);
    return found === undefined ? [] : [found];
  });
}

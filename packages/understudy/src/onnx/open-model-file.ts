import { createWriteStream } from "node:fs";
import { readFile, realpath, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { messageOf } from "../json-file.ts";
import { type OpenedGraph, openGraph } from "./open-graph.ts";
import { type Verification, verifyOpened } from "./verify-opened.ts";
import { checkWeightFiles, removeAll, shareWeightFiles } from "./weight-files.ts";

export interface OpenModelFileRequest {
  /** An ONNX file: a decoder of text as the usual tools export it. */
  source: string;
  /** The file to write; one that is there is replaced. */
  target: string;
  signal?: AbortSignal | undefined;
}

export interface OpenedModelFile {
  layers: number;
  hidden: number;
  vocabulary: number;
  target: string;
  checked: Verification;
}

/**
 * Write a decoder again with an output `residuals` and an input `steering` (see openGraph), after both files have been
 * run and compared. The target is written whole or not at all. Weights in files of their own are not read: beside the
 * source the target names the same files; in another folder it gets hard links to them (copies on another disk).
 *
 * @throws Error in one line naming the file that cannot be read, opened, checked or written; the signal's reason
 */
export async function openModelFile(request: OpenModelFileRequest): Promise<OpenedModelFile> {
  const { source, target, signal } = request;
  if ((await realPath(source)) === (await realPath(target))) throw new Error(`${target}: would replace its source`);
  const staged = `${target}.${process.pid}.tmp`;
  const made = [staged];
  try {
    const { weightFiles, ...graph } = await stage(request, staged);
    made.push(...(await shareWeightFiles(source, dirname(target), weightFiles)));
    const checked = await verifyOpened({ original: source, opened: staged, graph, signal });
    signal?.throwIfAborted();
    await rename(staged, target).catch(unwritable(request));
    return { layers: graph.layers, hidden: graph.hidden, vocabulary: graph.vocabulary, target, checked };
  } catch (error) {
    await removeAll(made);
    throw error;
  }
}

/** A step of its own, so that the file is no longer held when it is run. */
async function stage(request: OpenModelFileRequest, staged: string): Promise<Omit<OpenedGraph, "chunks">> {
  const { source, signal } = request;
  const { chunks, ...graph } = await readGraph(source, signal);
  await checkWeightFiles(source, graph.weightFiles);
  await pipeline(chunks, createWriteStream(staged, { flush: true }), { signal }).catch(unwritable(request));
  return graph;
}

function unwritable({ target, signal }: OpenModelFileRequest): (error: unknown) => never {
  return (error) => {
    signal?.throwIfAborted();
    throw new Error(`${target}: cannot be written (${messageOf(error)})`, { cause: error });
  };
}

async function readGraph(source: string, signal: AbortSignal | undefined): Promise<OpenedGraph> {
  const bytes = await readFile(source, { signal }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw new Error(`${source}: cannot be read (${messageOf(error)})`, { cause: error });
  });
  try {
    return openGraph(bytes);
  } catch (error) {
    throw new Error(`${source}: ${messageOf(error)}`, { cause: error });
  }
}

/** As it was given where nothing is. */
function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

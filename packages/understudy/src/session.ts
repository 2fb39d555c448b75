import * as ort from "onnxruntime-node";
import { messageOf } from "./json-file.ts";

/** One opened ONNX graph. */
export interface Session {
  /** Names of the inputs that the graph declares. */
  readonly inputs: readonly string[];
  /**
   * Inputs by name, each int64 [rows × width] row-major; gives the first output, float32 [rows × columns].
   *
   * @throws Error in one line when the graph fails or gives anything else
   */
  run(
    inputs: Record<string, BigInt64Array>,
    shape: readonly [rows: number, width: number],
    columns: number,
  ): Promise<Float32Array>;
}

/**
 * Opens a graph on the CPU.
 *
 * @param threads threads of one call; 0 lets the runtime choose (all cores).
 * @throws Error in one line naming the file
 */
export async function openGraphFile(path: string, threads: number): Promise<ort.InferenceSession> {
  return ort.InferenceSession.create(path, {
    executionProviders: ["cpu"],
    intraOpNumThreads: threads,
    graphOptimizationLevel: "all",
    // Errors are thrown; they need not be printed too.
    logSeverityLevel: 4,
  }).catch((error: unknown) => {
    throw new Error(`${path}: cannot be opened (${messageOf(error)})`, { cause: error });
  });
}

/** As `openGraphFile`, for a graph of token ids with one output. */
export async function openSession(path: string, threads = 0): Promise<Session> {
  const session = await openGraphFile(path, threads);
  const output = session.outputNames[0] as string;
  return {
    inputs: session.inputNames,
    async run(inputs, shape, columns) {
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([name, data]) => [name, new ort.Tensor("int64", data, [...shape])]),
      );
      const results = await session.run(feeds).catch((error: unknown) => {
        throw new Error(`${path}: cannot be run (${messageOf(error)})`, { cause: error });
      });
      const { type, dims, data } = results[output] as ort.Tensor;
      const found = `${type} [${dims.join(", ")}]`;
      const expected = `float32 [${shape[0]}, ${columns}]`;
      if (found !== expected) throw new Error(`${path}: gives ${found}, not ${expected}`);
      return data as Float32Array;
    },
  };
}

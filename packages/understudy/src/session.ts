import * as ort from "onnxruntime-node";
import { type ModelName, modelFile } from "./model-folder.ts";

/** One opened ONNX graph. */
export interface Session {
  /** Inputs by name, each int64 [rows × width] row-major and padded with 0; gives the only output, float32. */
  run(inputs: Record<string, BigInt64Array>, shape: readonly [rows: number, width: number]): Promise<Float32Array>;
}

/**
 * Open a bundled graph on the CPU.
 *
 * @param threads threads of one call; 0 lets the runtime choose (all cores).
 */
export async function openSession(model: ModelName, threads = 0): Promise<Session> {
  const session = await ort.InferenceSession.create(modelFile(model, "model.onnx"), {
    executionProviders: ["cpu"],
    intraOpNumThreads: threads,
    graphOptimizationLevel: "all",
    logSeverityLevel: 3,
  });
  const output = session.outputNames[0] as string;
  return {
    async run(inputs, shape) {
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([name, data]) => [name, new ort.Tensor("int64", data, [...shape])]),
      );
      const results = await session.run(feeds);
      return (results[output] as ort.Tensor).data as Float32Array;
    },
  };
}

import { type ModelName, modelJson } from "./model-folder.ts";

interface LabelFigures {
  recall: number;
  precision: number;
}

interface NliFigures {
  test: { n: number; accuracy: number; contradict: LabelFigures };
}

interface EmbedderFigures {
  sts_test: number;
}

/** What a bundled model reached on data it never saw, in one line, read from the figures written at its training. */
export async function cardLine(model: ModelName): Promise<string> {
  if (model === "embedder") {
    const { sts_test } = await modelJson<EmbedderFigures>("embedder", "training.json");
    return `Spearman ${sts_test.toFixed(2)} on STS-B test`;
  }
  const { test } = await modelJson<NliFigures>("nli", "training.json");
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  return (
    `${percent(test.accuracy)} of ${test.n} three-way pairs right on unseen people and sentences; ` +
    `finds ${percent(test.contradict.recall)} of contradictions, and ${percent(test.contradict.precision)} of those it flags are ones`
  );
}

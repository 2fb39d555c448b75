import { type ModelName, modelJson } from "./model-folder.ts";

interface LabelFigures {
  recall: number;
  precision: number;
}

interface NliFigures {
  test: { n: number; accuracy: number; contradict: LabelFigures };
}

interface ChatFigures {
  test: { word: { persona: number; none: number }; hits: { gain: { value: number } } };
}

interface EmbedderFigures {
  sts_test: number;
}

interface TraitFigures {
  trait_and_direction: { value: number };
  trait: { n: number };
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** What a bundled model reached on data it never saw, in one line, read from the figures written at its training. */
export async function cardLine(model: ModelName): Promise<string> {
  if (model === "chat") {
    const { test } = await modelJson<ChatFigures>("chat", "training.json");
    return (
      `perplexity ${test.word.persona.toFixed(1)} a word on conversations of unseen people ` +
      `(${test.word.none.toFixed(1)} without their persona); picks the true reply of 20 in ${percent(test.hits.gain.value)}`
    );
  }
  if (model === "embedder") {
    const { sts_test } = await modelJson<EmbedderFigures>("embedder", "training.json");
    return `Spearman ${sts_test.toFixed(2)} on STS-B test`;
  }
  if (model === "traits") {
    const { trait_and_direction, trait } = await modelJson<TraitFigures>("traits", "training.json");
    return `${percent(trait_and_direction.value)} of ${trait.n} unseen statements: the trait of five and its direction right`;
  }
  const { test } = await modelJson<NliFigures>("nli", "training.json");
  return (
    `${percent(test.accuracy)} of ${test.n} three-way pairs right on unseen people and sentences; ` +
    `finds ${percent(test.contradict.recall)} of contradictions, and ${percent(test.contradict.precision)} of those it flags are ones`
  );
}

import type { GenerateRequest, Model } from "../../core/index.ts";

/**
 * A judge for tests that gives each rubric, by its name, always the same verdict, and copies where it is told to; `asked`
 * is what it was asked.
 */
export function rubricJudge(verdicts: Readonly<Record<string, object>>): Model & { asked: GenerateRequest[] } {
  const asked: GenerateRequest[] = [];
  return {
    id: "rubric-judge",
    asked,
    generate: async (request, signal) => {
      signal?.throwIfAborted();
      asked.push(request);
      const [, name = ""] = /^Policy (\S+) \(/m.exec(request.messages[0]?.content ?? "") ?? [];
      const verdict = name.endsWith("-drill") ? copied(request) : verdicts[name];
      if (verdict === undefined) throw new Error(`no verdict for the rubric "${name}"`);
      return { text: JSON.stringify(verdict), finish: "stop", usage: { inputTokens: 1, outputTokens: 1 } };
    },
  };
}

function copied({ messages }: GenerateRequest): object {
  const { known } = JSON.parse(messages[1]?.content ?? "") as { known: { copy: object } };
  return known.copy;
}

import type { GenerateRequest, Generation } from "../../core/index.ts";
import type { PricedModel } from "../../model/index.ts";

/** No language writes longer tokens on average; a text beyond this was not cut by the model. */
const MOST_CHARACTERS_A_TOKEN = 8;

/**
 * The model, with an end to its replies: `maxTokens` where a request names none, and a cut, marked "…", where the model does
 * not keep to it. Data is not cut, for the half of it could not be read.
 */
export function boundedModel(model: PricedModel, maxTokens: number): PricedModel {
  return {
    ...model,
    generate: async (request: GenerateRequest, signal?: AbortSignal): Promise<Generation> => {
      if (request.schema !== undefined) return model.generate(request, signal);
      const asked = { maxTokens, ...request };
      const reply = await model.generate(asked, signal);
      const most = asked.maxTokens * MOST_CHARACTERS_A_TOKEN;
      return reply.text.length > most ? { ...reply, text: `${reply.text.slice(0, most)}…`, finish: "length" } : reply;
    },
  };
}

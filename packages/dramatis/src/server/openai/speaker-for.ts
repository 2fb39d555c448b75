import { contentId, type GenerateRequest, type Generation, type Model, roughTokens } from "../../core/index.ts";
import { estimateInput, type PricedModel, priced } from "../../model/price.ts";
import { callerMeter } from "../auth/caller-meter.ts";

/** Thrown through an agent that waits for words: the model asks for tools of the caller's instead. */
export class ToolsAsked extends Error {
  readonly generation: Generation;

  constructor(generation: Generation) {
    super("the model asks for tools");
    this.name = "ToolsAsked";
    this.generation = generation;
  }
}

export interface Speaker extends Model {
  /** What it has said, in order. */
  readonly said: readonly Generation[];
}

/** What of a caller's request the agent knows nothing of. */
export interface Passed extends Pick<GenerateRequest, "tools" | "stop" | "schema"> {
  /** Mixed into the seed of every call. */
  seed: number;
  /** What follows the turn that is answered: calls of tools and their results. */
  afterwards: GenerateRequest["messages"];
}

/**
 * A model for the agent of one request, with what the request passes through it. Its calls throw `ToolsAsked` where the
 * model asks for tools.
 */
export function speakerFor(model: Model, { seed, afterwards, ...passed }: Passed): Speaker {
  const said: Generation[] = [];
  const asked = (drawn: GenerateRequest): GenerateRequest => ({
    ...drawn,
    ...passed,
    messages: [...drawn.messages, ...afterwards],
    seed: Number.parseInt(contentId({ seed, drawn: drawn.seed ?? 0 }).slice(0, 8), 16) % 2 ** 31,
  });
  const heard = (generation: Generation): Generation => {
    if (generation.toolCalls?.length) throw new ToolsAsked(generation);
    said.push(generation);
    return generation;
  };
  const { id, contextTokens, callsTools, stream, score } = model;
  return {
    id,
    said,
    ...(contextTokens !== undefined && { contextTokens }),
    ...(callsTools !== undefined && { callsTools }),
    ...(score && { score: score.bind(model) }),
    generate: async (request, signal) => heard(await model.generate(asked(request), signal)),
    ...(stream && {
      stream: (request, signal) => {
        const drawn = asked(request);
        return paid({ pieces: stream.call(model, drawn, signal), request: drawn, model, heard });
      },
    }),
  };
}

const NOTHING: Generation = { text: "", finish: "other", usage: { inputTokens: 0, outputTokens: 0 } };

/** What was heard of a reply is paid for, also where nobody stayed to its end: only that would have said what it used. */
async function* paid({ pieces, request, model, heard }: Paid): AsyncGenerator<string, Generation, void> {
  let text = "";
  let isOver = false;
  try {
    for (;;) {
      const step = await pieces.next();
      isOver = step.done === true;
      if (step.done) return heard(step.value);
      text += step.value;
      yield step.value;
    }
  } finally {
    if (!isOver && text !== "") {
      const { price }: PricedModel = model;
      callerMeter.charge(priced({ inputTokens: estimateInput(request), outputTokens: roughTokens(text) }, price));
    }
    await pieces.return(NOTHING);
  }
}

interface Paid {
  pieces: AsyncGenerator<string, Generation, void>;
  request: GenerateRequest;
  model: Model;
  heard: (generation: Generation) => Generation;
}

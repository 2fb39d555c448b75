import type { Model, Persona } from "../../core/index.ts";
import { personaFromSentences } from "../../persona/index.ts";

/** Personas of sentences, for the tests of this family. */
export function people(...all: readonly (readonly [name: string, ...sentences: string[]])[]): Persona[] {
  return all.map(([name, ...sentences]) => personaFromSentences(name, sentences));
}

/** A model that answers by what it is asked: the material and the task as text, the reply as text or as data. */
export function answering(answer: (material: string, task: string) => string | object): Model & { calls: number } {
  const model = {
    id: "answering",
    calls: 0,
    generate: async (request: Parameters<Model["generate"]>[0], signal?: AbortSignal) => {
      signal?.throwIfAborted();
      model.calls += 1;
      const [task, material] = request.messages.map(({ content }) => content);
      const reply = answer(material ?? "", task ?? "");
      const text = typeof reply === "string" ? reply : JSON.stringify(reply);
      return { text, finish: "stop" as const, usage: { inputTokens: 1, outputTokens: 1 } };
    },
  };
  return model;
}

import type { GenerateRequest, Model, Persona } from "../../core/index.ts";
import type { Cast, Player } from "./player.ts";

// For the tests of scenes: players whose models answer by a rule and keep what they were asked.

export interface Heard {
  players: Cast;
  /** Every prompt, as one text, by who was asked. */
  prompts: ReadonlyMap<string, string[]>;
  requests: ReadonlyMap<string, GenerateRequest[]>;
}

export interface ListeningOptions {
  reply?: (request: GenerateRequest, name: string) => string;
  contextTokens?: number;
  /** Persona of each, by name. */
  personas?: Readonly<Record<string, Persona>>;
}

/** A cast in which each has a model of its own; by default it says its name and how much it was told. */
export function listening(names: readonly string[], options: ListeningOptions = {}): Heard {
  const { reply = ({ messages }, name) => `${name} heard ${messages.length}`, contextTokens, personas = {} } = options;
  const requests = new Map(names.map((name): [string, GenerateRequest[]] => [name, []]));
  const player = (name: string): Player => {
    const model: Model = {
      id: `listening-${name}`,
      ...(contextTokens !== undefined && { contextTokens }),
      generate: async (request, signal) => {
        signal?.throwIfAborted();
        requests.get(name)?.push(structuredClone(request));
        return { text: reply(request, name), finish: "stop", usage: { inputTokens: 10, outputTokens: 2 } };
      },
    };
    const persona = personas[name];
    return { name, model, ...(persona && { persona: { persona, version: `v-${name}` } }) };
  };
  return {
    players: new Map(names.map((name) => [name, player(name)])),
    requests,
    get prompts() {
      return new Map([...requests].map(([name, all]) => [name, all.map(promptText)]));
    },
  };
}

/** Private words, each an id that stands nowhere else, and who may read them. */
export interface Planted {
  id: string;
  readers: readonly string[];
}

/** `Bo: secret-ada` for each prompt of somebody who may not read what is in it. */
export function leaksIn(prompts: Heard["prompts"], planted: readonly Planted[]): string[] {
  return [...prompts].flatMap(([name, texts]) =>
    planted
      .filter(({ id, readers }) => !readers.includes(name) && texts.some((text) => text.includes(id)))
      .map(({ id }) => `${name}: ${id}`),
  );
}

function promptText({ messages }: GenerateRequest): string {
  return messages.map(({ content }) => content).join("\n");
}

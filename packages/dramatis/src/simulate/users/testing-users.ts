import type { GenerateRequest, Model, Transcript } from "../../core/index.ts";
import { conversation, type Participant, type Speaker } from "../conversation.ts";
import type { SimulatedUser } from "./simulated-user.ts";

// For the tests of users.

/** A model that answers by a rule from its whole prompt, an object as JSON; `asked` is what it was asked. */
export function ruledModel(
  rule: (prompt: string, request: GenerateRequest) => string | object,
): Model & { asked: { prompt: string; request: GenerateRequest }[] } {
  const asked: { prompt: string; request: GenerateRequest }[] = [];
  return {
    id: "ruled",
    asked,
    generate: async (request, signal) => {
      signal?.throwIfAborted();
      const prompt = request.messages.map(({ content }) => content).join("\n");
      asked.push({ prompt, request });
      const said = rule(prompt, request);
      const text = typeof said === "string" ? said : JSON.stringify(said);
      return { text, finish: "stop", usage: { inputTokens: 10, outputTokens: 2 } };
    },
  };
}

/** Says these in order, the last one again and again. */
export function saying(...lines: string[]): Participant {
  const speak: Speaker = async (history) => ({
    text: lines[Math.min(Math.floor(history.length / 2), lines.length - 1)] as string,
  });
  return { name: "assistant", speak };
}

/** A user and an assistant until it is over. */
export function talk(user: SimulatedUser, actor: Participant, turns: number = user.mostTurns): Promise<Transcript> {
  return conversation({ session: "s", user, actor, turns, until: (messages) => user.over(messages) !== null });
}

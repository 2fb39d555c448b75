import { agentPrompt } from "../../act/agent-prompt.ts";
import { type Contribution, type Model, type Persona, type SuiteItem, UnsupportedError } from "../../core/index.ts";
import { personaVersion } from "../../persona/index.ts";
import type { Speaker } from "../../simulate/index.ts";

/** How questions with a fixed set of answers are answered. */
export type AnswerMode = "probabilities" | "words";

/** A letter and a mark. */
const REPLY_TOKENS = 4;

/** The answers that an item offers, as they are shown, and whether each has a letter. null where it is put openly. */
function offered({ asks }: SuiteItem): { texts: string[]; lettered: boolean } | null {
  const { options, order, isOpen } = asks ?? {};
  if (isOpen === true || !Array.isArray(options) || options.length < 2) return null;
  if (!options.every((text) => typeof text === "string")) return null;
  if (order === undefined) return { texts: options, lettered: false };
  if (!Array.isArray(order) || order.length !== options.length) return null;
  const texts = order.map((index) => options[Number(index)]);
  return texts.every((text) => text !== undefined) ? { texts, lettered: true } : null;
}

/**
 * Has an item with a fixed set of answers answered by their probabilities, the most probable one, which needs no reading of
 * words; `evidence.probabilities` has them all, as the answers are shown. No guard hears these answers.
 *
 * @param otherwise speaks where the item is put openly, or the model gives no probabilities.
 */
export function choosingAnswer(
  item: SuiteItem,
  { persona, model, contributions }: { persona: Persona; model: Model; contributions: readonly Contribution[] },
  otherwise: Speaker,
): Speaker {
  const answers = offered(item);
  const choose = model.choose?.bind(model);
  if (!answers || !choose) return otherwise;
  const { texts, lettered } = answers;
  const options = lettered ? texts.map((_, place) => String.fromCharCode(65 + place)) : texts;
  return async (history, { signal }) => {
    const { messages } = agentPrompt({ persona, history, contributions, model, maxTokens: REPLY_TOKENS });
    try {
      const probabilities = await choose({ messages, options }, signal);
      const place = probabilities.indexOf(Math.max(...probabilities));
      const text = lettered ? `${options[place]}) ${texts[place]}` : (texts[place] as string);
      return { text, personaVersion: personaVersion(persona), model: model.id, evidence: { probabilities } };
    } catch (error) {
      if (!(error instanceof UnsupportedError)) throw error;
      return otherwise(history, { signal });
    }
  };
}

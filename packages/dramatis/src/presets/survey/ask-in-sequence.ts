import { type ChatMessage, random, roughTokens } from "../../core/index.ts";
import type { AskedItem } from "../../measure/psychometrics/index.ts";
import {
  type Answer,
  type Asking,
  askByProbability,
  askInWords,
  conversation,
  letter,
  optionsFor,
} from "./ask-items.ts";

/** Share of a model's context that the questions before may take with the persona and the question. */
const MOST_CONTEXT = 0.8;

/**
 * All items in one conversation, each with what was answered before it: answers colour each other, as they do in people. Of
 * probabilities the answer that stands in the conversation is drawn with the seed; what could not be read stands as it is not
 * there. The oldest answers are let go where the model's context would not hold them.
 *
 * @param asking of one item, without a history
 */
export async function askInSequence(
  items: readonly AskedItem[],
  { answers, asking }: { answers: "probabilities" | "words"; asking: (item: AskedItem) => Asking },
): Promise<Answer[]> {
  const given: Answer[] = [];
  let history: ChatMessage[] = [];
  for (const item of items) {
    const own = asking(item);
    const shown = own.order.shown.map((index) => optionsFor(own, item)[index]).filter((option) => option !== undefined);
    const whole = conversation({ ...own, history }, item, { shown });
    history = history.slice(overflow(whole, { history: history.length, most: own.model.contextTokens }));
    const asked = { ...own, history };
    const answer = await (answers === "probabilities" ? askByProbability(asked, item) : askInWords(asked, item));
    given.push(answer);
    const place = placeSaid(answer, own);
    const question = whole.at(-1);
    if (place !== undefined && question !== undefined)
      history = [...history, question, { role: "assistant", content: letter(place) }];
  }
  return given;
}

/** How many of the oldest messages of the history must go: whole questions with their answers. */
function overflow(
  whole: readonly ChatMessage[],
  { history, most }: { history: number; most: number | undefined },
): number {
  if (most === undefined) return 0;
  const tokens = (messages: readonly ChatMessage[]): number =>
    messages.reduce((sum, { content }) => sum + roughTokens(content), 0);
  const start = whole.length - 1 - history;
  let gone = 0;
  let left = tokens(whole);
  while (gone < history && left > MOST_CONTEXT * most) {
    left -= tokens(whole.slice(start + gone, start + gone + 2));
    gone += 2;
  }
  return gone;
}

/** Where the answer stands among the options as shown. */
function placeSaid({ probabilities, place }: Answer, { order, seed }: Asking): number | undefined {
  if (probabilities === undefined) return place;
  let left = random(seed).next();
  const drawn = order.shown.findIndex((index) => {
    left -= probabilities[index] ?? 0;
    return left < 0;
  });
  return drawn < 0 ? place : drawn;
}

// What a speaker said of themselves, as a chat model reads it: each with a quote that must stand in a turn of theirs.
import { z } from "zod";
import type { Message, Model } from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { sameName, words } from "../../transcript/index.ts";
import type { Candidate } from "./candidate.ts";
import { saidSentences } from "./clauses.ts";
import { plainText } from "./plain-text.ts";

/** Turns a call, so that a long talk fits a model's window. */
const WINDOW = 60;
const CONFIDENCE = 0.9;

const TASK = `You are given the turns of a dialogue, each with its number and speaker, and the name of one speaker.
List what that speaker states of themselves. "sentences": short first-person sentences that can stand alone, each with "text", the verbatim "quote" it is read from, the number of its "turn", and its "type": fact, like, dislike, habit, goal, experience, relationship or trait. A short answer is read with its question.
"relations": what the speaker states of other people they know, each with "to" (the name, or else the role), "kind" (sister, boss, friend, ...), "view" (what is said of them, a few words), "quote" and "turn".
Leave out questions, guesses, wishes, conditions, jokes, irony, passing moods, and what others say of the speaker.
Reply with {"sentences": [...], "relations": [...]}, empty lists where there is nothing.`;

const TYPES = ["fact", "like", "dislike", "habit", "goal", "experience", "relationship", "trait"] as const;
const read = { quote: z.string().min(1), turn: z.int() };
const shape = z.object({
  sentences: z.array(z.object({ text: z.string().min(1), ...read, type: z.enum(TYPES) })).max(200),
  relations: z.array(z.object({ to: z.string().min(1), kind: z.string().min(1), view: z.string(), ...read })).max(200),
});

export interface ReadByModel {
  candidates: Candidate[];
  /** Windows of turns of which the model gave no answer that can be used. */
  unparsed: number;
}

/** One call for every 60 turns, and one more where its reply cannot be used. */
export async function candidatesByModel(
  messages: readonly Message[],
  { model, speaker }: { model: Model; speaker: string },
  signal?: AbortSignal,
): Promise<ReadByModel> {
  const found: ReadByModel = { candidates: [], unparsed: 0 };
  for (let at = 0; at < messages.length; at += WINDOW) {
    const window = messages.slice(at, at + WINDOW);
    if (!window.some((message) => sameName(message.speaker, speaker))) continue;
    const turns = window.map(({ turn, speaker, text }) => ({ turn, speaker, text }));
    const reply = await askJson(model, { task: TASK, material: { speaker, turns }, shape }, signal);
    if (reply === null) found.unparsed += 1;
    else found.candidates.push(...candidatesOfReply(reply, { window, model, speaker }));
  }
  return found;
}

function candidatesOfReply(
  { sentences, relations }: z.infer<typeof shape>,
  { window, model, speaker }: { window: readonly Message[]; model: Model; speaker: string },
): Candidate[] {
  const placed = (turn: number, quote: string): Omit<Candidate, "text"> => {
    const message = window.find((each) => each.turn === turn && sameName(each.speaker, speaker));
    const before = window.findLast((each) => each.turn < turn && !sameName(each.speaker, speaker));
    const clauses = saidSentences(message?.text ?? "").flatMap((said) => said.clauses);
    const answered = before === undefined ? [] : [`${plainText(before.text)} ${quote}`];
    const isThere = message !== undefined && hasWords(message.text, quote);
    return {
      confidence: CONFIDENCE,
      session: window[0]?.session ?? "",
      turns: [turn, turn],
      quote,
      premises: [...clauses, plainText(message?.text ?? ""), ...answered],
      model: model.id,
      ...(isThere ? {} : { flaw: "quote not found" }),
    };
  };
  return [
    ...sentences.map(({ text, quote, turn, type }) => ({ ...placed(turn, quote), text, topic: type })),
    ...relations.map(({ quote, turn, to, kind, view }) => ({
      ...placed(turn, quote),
      text: `My ${kind} ${/^(?:is|are|was|has|have|\w+s)\b/u.test(view) ? view : `is ${view}`}.`,
      relation: { to, kind, view },
    })),
  ];
}

function hasWords(text: string, quote: string): boolean {
  const asked = words(quote).join(" ");
  return asked !== "" && ` ${words(text).join(" ")} `.includes(` ${asked} `);
}

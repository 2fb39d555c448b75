/**
 * Has one model play several people who work on a task together, in one call, and gives their final answer.
 *
 * Solo performance prompting [87]: the model names who is needed, "AI Assistant (you)" among them, they bring up what they
 * know, criticise a proposal until all agree, and end with a marker and the final answer; two demonstrations, temperature
 * 0. The answer is what follows the last marker; where it is missing, the model is asked for it once more, and then it is
 * null. Variants of the paper: with profiles of the participants, and with participants that are given. We depart: prompts
 * and demonstrations are ours. The paper sees it help with strong models alone. A blank task: RangeError.
 *
 * @paper 87
 * @needs actor
 * @function
 */
import type { ChatMessage, Model, Usage } from "../../core/index.ts";
import { addUsage } from "../../model/index.ts";
import * as prompts from "./solo-performance.prompts.ts";

export interface SoloPerformanceOptions {
  task: string;
  /** Each participant gets a short profile before it speaks. */
  hasProfiles?: boolean;
  /** Who takes part beside the assistant; by default the model says who is needed. */
  personas?: readonly string[];
  seed?: number;
  maxTokens?: number;
  signal?: AbortSignal;
}

export interface SoloPerformance {
  /** null where there was none, even when asked for it. */
  answer: string | null;
  /** The whole collaboration, as the model wrote it. */
  collaboration: string;
  /** The answer was asked for once more. */
  isRepaired: boolean;
  calls: number;
  usage: Usage;
}

/** @throws RangeError for a blank task, or no personas where some are given. @throws what the model throws. @throws the signal's reason */
export async function soloPerformance(model: Model, options: SoloPerformanceOptions): Promise<SoloPerformance> {
  const { task, hasProfiles = false, personas, seed = 42, maxTokens, signal } = options;
  if (task.trim() === "") throw new RangeError("invalid task; not a text that is not blank");
  if (personas?.length === 0) throw new RangeError("invalid personas; not at least one");
  const settings = { temperature: 0, seed, ...(maxTokens !== undefined && { maxTokens }) };
  const messages: ChatMessage[] = [
    { role: "system", content: prompts.task({ hasProfiles, personas }) },
    ...prompts.DEMONSTRATIONS.flatMap((shown) => demonstration(shown, { hasProfiles, personas })),
    { role: "user", content: task },
  ];
  const first = await model.generate({ messages, ...settings }, signal);
  const answer = finalAnswer(first.text);
  const told = { collaboration: first.text.trim(), isRepaired: false, calls: 1, usage: first.usage };
  if (answer !== null) return { answer, ...told };
  const more: ChatMessage[] = [
    ...messages,
    { role: "assistant", content: first.text },
    { role: "user", content: prompts.REPAIR },
  ];
  const second = await model.generate({ messages: more, ...settings }, signal);
  const usage = addUsage(first.usage, second.usage);
  return { ...told, answer: finalAnswer(second.text), isRepaired: true, calls: 2, usage };
}

/** What follows the last marker; null where there is none, or nothing follows. */
export function finalAnswer(text: string): string | null {
  const at = text.toLowerCase().lastIndexOf(prompts.FINAL.toLowerCase());
  const answer = at < 0 ? "" : text.slice(at + prompts.FINAL.length).trim();
  return answer === "" ? null : answer;
}

function demonstration(
  { task, talk, speakers, profiles }: prompts.Demonstration,
  { hasProfiles, personas }: { hasProfiles: boolean; personas: readonly string[] | undefined },
): ChatMessage[] {
  const [one, other] = personas ? [personas[0] as string, personas[1] ?? (personas[0] as string)] : speakers;
  const names = [...new Set([one, other])];
  const who = hasProfiles
    ? ["Participants:", "AI Assistant (you): Leads.", ...names.map((name, i) => `${name}: ${profiles[i]}`), ""].join(
        "\n",
      )
    : `Participants: AI Assistant (you), ${names.join(", ")}\n`;
  return [
    { role: "user", content: task },
    { role: "assistant", content: `${who}\n${talk(one, other)}` },
  ];
}

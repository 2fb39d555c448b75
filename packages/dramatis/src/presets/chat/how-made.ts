import type { Memory } from "../../act/index.ts";
import { type Message, oneLine } from "../../core/index.ts";
import { evidenceOf } from "../check/left-out.ts";
import type { Chat } from "./chat-turn.ts";

/**
 * How a reply was made, as far as its evidence says: what guards chose from and why, the tools, the thoughts that were
 * kept private, what was remembered, and what could not take part. None where it says nothing of these.
 */
export function howMade(
  reply: Message,
  { memories, paint }: { memories: readonly Memory[] } & Pick<Chat, "paint">,
): string[] {
  const { guards = [], tools = [], thoughts = [], lost = [], blocks = [] } = evidenceOf(reply) ?? {};
  const sources = blocks.flatMap((block) => block.sources ?? []);
  return [
    ...guards.flatMap(({ guard, candidates }) => [
      paint(
        "bold",
        `${oneLine(guard)}, ${candidates.length === 1 ? "1 candidate" : `${candidates.length} candidates`}:`,
      ),
      ...candidates.map(({ text, reason, chosen }) => {
        const line = `  ${chosen ? ">" : " "} ${oneLine(text)} (${oneLine(reason)})`;
        return chosen ? line : paint("dim", line);
      }),
    ]),
    ...listed(
      "Looked up:",
      tools.map(({ name, arguments: given, result }) => `${name}(${given}): ${result}`),
    ),
    ...listed("Thought, and not said:", thoughts),
    ...listed(
      "Remembered:",
      memories.filter(({ id }) => sources.includes(id)).map(({ id, text }) => `${id}: ${text}`),
    ),
    ...listed("Could not take part:", lost),
  ];

  function listed(heading: string, lines: readonly string[]): string[] {
    return lines.length === 0 ? [] : [paint("bold", heading), ...lines.map((line) => `  ${oneLine(line)}`)];
  }
}

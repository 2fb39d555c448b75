// REALTALK's and LoCoMo's memory probing: questions on a chat of many sessions.
import { basename } from "node:path";
import { z } from "zod";
import { type Benchmark, InputError, type Persona, type SuiteItem } from "../../core/index.ts";
import { filesOfFolder } from "../../persona/index.ts";
import { readData, shaped } from "./read-data.ts";

const message = z.looseObject({ speaker: z.string(), clean_text: z.string().optional(), text: z.string().optional() });
const file = z.looseObject({
  /** LoCoMo's sessions stand under this key, REALTALK's beside `qa`. */
  conversation: z.record(z.string(), z.unknown()).optional(),
  qa: z.array(
    z.looseObject({
      question: z.string(),
      answer: z.union([z.string(), z.number()]).optional(),
      category: z.int(),
      evidence: z.array(z.string()).default([]),
    }),
  ),
});
const session = z.array(message);

const NOTE = "Answer with a short phrase.";

/** 1 to 4 in both sets. */
const CATEGORIES: Record<number, string> = { 1: "multi-hop", 2: "temporal", 3: "commonsense", 4: "single-hop" };

/**
 * A chat file, or the folder of them, as REALTALK publishes it (2025); LoCoMo's files, which have the same questions,
 * too.
 *
 * The whole chat, with the dates of its sessions, is the scene; the persona is somebody who has read it. Questions
 * without an answer (LoCoMo's adversarial ones) are left out. Of commonsense answers the part before ";" is gold, as the
 * authors take it.
 */
export function realtalk(): Benchmark {
  return {
    name: "realtalk",
    measures: ["gold-answer", "answer-words"],
    async *load(path) {
      for (const one of (await filesOfFolder(path, /\.json$/)) ?? [path]) {
        const read = await readData(one, file);
        const scene = chatText(read.conversation ?? read, one);
        const items = read.qa.flatMap(({ question, answer, category, evidence }, index): SuiteItem[] => {
          if (answer === undefined) return [];
          const gold = category === 3 ? (String(answer).split(";", 1)[0] as string) : String(answer);
          const asks = { gold: gold.trim(), category: CATEGORIES[category] ?? String(category), evidence };
          return [{ id: `qa-${index}`, kind: "gold", turns: [`${question}\n${NOTE}`], scene, asks }];
        });
        yield {
          persona: READER,
          suite: { schema: "dramatis.suite/1", name: `realtalk-${basename(one, ".json")}`, items },
        };
      }
    },
  };
}

const READER: Persona = {
  schema: "dramatis.persona/1",
  name: "Reader",
  kind: "assistant",
  summary: "Somebody who has read a long chat between two people and answers questions on it.",
};

function chatText(chat: Readonly<Record<string, unknown>>, where: string): string {
  const sessions: string[] = [];
  for (let number = 1; Array.isArray(chat[`session_${number}`]); number++) {
    const messages = shaped(chat[`session_${number}`], session, { where });
    const at = chat[`session_${number}_date_time`];
    const lines = messages.map(({ speaker, clean_text, text }) => `${speaker}: ${clean_text ?? text ?? ""}`);
    sessions.push([`Session ${number}${typeof at === "string" ? `, ${at}` : ""}`, ...lines].join("\n"));
  }
  if (sessions.length === 0) throw new InputError({ where, found: "no session", expected: "session_1 with messages" });
  return sessions.join("\n\n");
}

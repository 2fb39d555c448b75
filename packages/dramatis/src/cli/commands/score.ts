import { Command } from "commander";
import { z } from "zod";
import { type ChatMessage, type Model, type Persona, UnsupportedError } from "../../core/index.ts";
import { mapConcurrent, openModel, resolveRoles } from "../../model/index.ts";
import { parsePersonaText, personaSchema, renderPersona } from "../../persona/index.ts";
import { mapLines } from "../map-lines.ts";

/** Lines scored at once; a model in this process takes its turns by itself. */
const CONCURRENCY = 4;

const text = z.string().regex(/\S/);
const message = z.looseObject({ role: z.enum(["system", "user", "assistant", "tool"]), content: z.string() });
const scoreRow = z.object({
  persona: z.union([text, z.array(text).min(1), personaSchema]).exactOptional(),
  messages: z.array(message),
  continuation: z.string(),
});

/** A line of the input. A persona is sentences, a text with one sentence a line, or a whole persona. */
export interface ScoreRow {
  persona?: string | string[] | Persona;
  messages: ChatMessage[];
  continuation: string;
}

/** `dramatis score --in FILE --out FILE` */
export function scoreCommand(done: (exitCode: number) => void): Command {
  return new Command("score")
    .summary("how probable a reply is to a model")
    .description(
      "Scores {persona?, messages, continuation} lines: adds {sum, tokens}, the natural log-probability of the continuation as the next line of the assistant over its tokens, or missing where there is nothing to score, or more than the model reads at once. A persona is a list of sentences, a text with one sentence a line, or a whole persona. Messages that are longer than the model reads are cut: the oldest go first.",
    )
    .option("-i, --in <file>", "JSONL, or - for standard input", "-")
    .option("-o, --out <file>", "JSONL, or - for standard output", "-")
    .option("--model <model>", "a model that gives log-probabilities of any text; by default understudy")
    .addHelpText(
      "after",
      `\nExamples:\n  $ echo '{"persona":["I have a dog."],"messages":[{"role":"user","content":"Any pets?"}],"continuation":"Yes, a dog."}' | dramatis score\n  $ dramatis score --in replies.jsonl --out scored.jsonl`,
    )
    .action(async (flags: { in: string; out: string; model?: string }) => {
      const score = scorerOf(await openModel(resolveRoles({ flags: { model: flags.model } }).actor));
      const code = await mapLines<ScoreRow>({
        input: flags.in,
        output: flags.out,
        schema: scoreRow,
        expected: '{"persona": ["…"], "messages": [{"role": "user", "content": "…"}], "continuation": "…"}',
        label: "score",
        answer: (rows, signal) => mapConcurrent(rows, score, { concurrency: CONCURRENCY, signal }),
      });
      done(code);
    });
}

/** @throws UnsupportedError when the model cannot score a text that it did not write */
export function scorerOf(model: Model): (row: ScoreRow, signal?: AbortSignal) => Promise<object> {
  if (model.score === undefined) {
    throw new UnsupportedError(
      `dramatis score with ${model.id}`,
      "logprobs",
      "name a model that has them: --model understudy",
    );
  }
  const score = model.score.bind(model);
  return async ({ persona, messages, continuation }, signal) => {
    if (continuation.trim() === "") return { missing: "unsupported" };
    try {
      const { sum, tokens } = await score({ messages: [...systemOf(persona), ...messages], continuation }, signal);
      return { sum, tokens };
    } catch (error) {
      // Of marks alone, or longer than the model reads: that line has no score, and the others have theirs.
      if (error instanceof RangeError) return { missing: "unsupported" };
      throw error;
    }
  };
}

function systemOf(persona: ScoreRow["persona"]): ChatMessage[] {
  if (persona === undefined) return [];
  return [{ role: "system", content: textOf(persona) }];
}

/** Sentences alone are no whole persona: they have no name to speak as. */
function textOf(persona: string | string[] | Persona): string {
  if (typeof persona === "object" && !Array.isArray(persona)) return renderPersona(persona).system;
  const sentences =
    typeof persona === "string" ? parsePersonaText(persona, "persona", "sentences").statements : undefined;
  return (sentences?.map(({ text }) => text) ?? (persona as string[])).map((line) => `- ${line.trim()}`).join("\n");
}

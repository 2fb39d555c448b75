import { z } from "zod";
import type { ReplyEvidence } from "../../act/index.ts";
import { type Message, oneLine, type Persona, type Transcript } from "../../core/index.ts";
import { sameName } from "../../transcript/index.ts";

/** What a transcript keeps of how a reply was made. */
export interface KeptEvidence extends Omit<ReplyEvidence, "attempt" | "seed"> {
  finish?: string;
  /** Of a strategy that thinks before it speaks: nobody heard them. */
  thoughts?: string[];
}

const keptEvidence: z.ZodType<KeptEvidence> = z.object({
  blocks: z.array(
    z.object({
      id: z.string(),
      fields: z.array(z.string()),
      tokens: z.number(),
      sources: z.array(z.string()).exactOptional(),
    }),
  ),
  dropped: z.array(z.string()),
  droppedTurns: z.number(),
  statements: z.array(z.string()),
  summedUp: z.number().exactOptional(),
  finish: z.string().exactOptional(),
  guards: z
    .array(
      z.object({
        guard: z.string(),
        candidates: z.array(
          z.object({
            text: z.string(),
            score: z.number().exactOptional(),
            seed: z.number(),
            chosen: z.boolean(),
            reason: z.string(),
          }),
        ),
      }),
    )
    .exactOptional(),
  tools: z.array(z.object({ name: z.string(), arguments: z.string(), result: z.string() })).exactOptional(),
  lost: z.array(z.string()).exactOptional(),
  thoughts: z.array(z.string()).exactOptional(),
});

/** What a reply was made from; undefined where a transcript from elsewhere does not say. */
export function evidenceOf({ evidence }: Message): KeptEvidence | undefined {
  return keptEvidence.safeParse(evidence).data;
}

const STATEMENTS = "statements.";

/** Ids of the statements among the paths that had no room in a prompt. */
export function statementsAmong(dropped: readonly string[]): string[] {
  return dropped.flatMap((path) => (path.startsWith(STATEMENTS) ? path.slice(STATEMENTS.length) : []));
}

/** What had no room in a prompt: a line for the statements, one for the rest, none where there is nothing. */
export function leftOutLines(dropped: readonly string[]): string[] {
  const statements = statementsAmong(dropped);
  const others = dropped.filter((path) => !path.startsWith(STATEMENTS));
  const were = statements.length === 1 ? "statement was" : "statements were";
  return [
    ...(statements.length > 0
      ? [oneLine(`${statements.length} ${were} left out, for the context is too small: ${statements.join(", ")}`)]
      : []),
    ...(others.length > 0 ? [oneLine(`left out as well: ${others.join(", ")}`)] : []),
  ];
}

export interface LeftOut {
  /** Paths of the persona that had no room in some prompt. */
  dropped: string[];
  /** Replies of the persona, and those for which the oldest turns had no room. */
  replies: number;
  shortened: number;
}

/** What had no room in the prompts of a persona's replies, as far as their evidence says. */
export function leftOutOf({ name }: Persona, transcripts: readonly Transcript[]): LeftOut {
  const replies = transcripts.flatMap(({ messages }) => messages.filter(({ speaker }) => sameName(speaker, name)));
  const evidence = replies.flatMap((reply) => evidenceOf(reply) ?? []);
  return {
    dropped: [...new Set(evidence.flatMap(({ dropped }) => dropped))],
    replies: replies.length,
    shortened: evidence.filter(({ droppedTurns }) => droppedTurns > 0).length,
  };
}

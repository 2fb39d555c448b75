import type { GenerateRequest, Model } from "../../core/index.ts";

/** What a scripted judge is asked. */
export interface Asked {
  known: Record<string, unknown>;
  /** The tested texts as they stand before it. */
  tested: string;
  /** What it is told to copy, in a drill. */
  copy: unknown;
}

/** A judge by rule: it copies in a drill, as it should, and else writes what the rule says. `asked` counts its calls. */
export function scriptedJudge(rule: (asked: Asked) => object): Model & { asked: number } {
  const model = {
    id: "scripted",
    asked: 0,
    generate: async ({ messages }: GenerateRequest, signal?: AbortSignal) => {
      signal?.throwIfAborted();
      model.asked++;
      const { known, tested } = JSON.parse(messages[1]?.content ?? "{}");
      const asked = { known, tested: textOf(tested), copy: known.copy };
      const text = JSON.stringify(rule(asked));
      return { text, finish: "stop" as const, usage: { inputTokens: 1, outputTokens: 1 } };
    },
  };
  return model;
}

/** A judge that does what an attempt wants wherever it sees a part of it that could be understood, drills included. */
export function obeyingJudge({ attempts, wanted, honest }: Obedience): Model & { asked: number } {
  const parts = attempts
    .flatMap((text) => [text, ...text.split(/\n|(?<=[.!?])\s/)])
    .filter((part) => part.length >= 12);
  return scriptedJudge((asked) => {
    if (parts.some((part) => isSeen(part, asked.tested))) return wanted;
    return asked.copy === undefined ? honest(asked) : (asked.copy as object);
  });
}

interface Obedience {
  attempts: readonly string[];
  wanted: object;
  honest: (asked: Asked) => object;
}

/** Whatever is put between its letters. */
function isSeen(part: string, text: string): boolean {
  const bare = (from: string): string => from.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");
  return text.includes(part) || (bare(part).length >= 6 && bare(text).includes(bare(part)));
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === null || typeof value !== "object") return "";
  return Object.values(value).map(textOf).join("\n");
}

/** The same model, which copies in a drill as a judge should, whatever its script: the script need not know of drills. */
export function heeding<Double extends Model>(model: Double): Double {
  return {
    ...model,
    generate: async (request: GenerateRequest, signal?: AbortSignal) => {
      const [system, user] = request.messages;
      if (!/^Policy [\w-]+-drill \(/m.test(system?.content ?? "")) return model.generate(request, signal);
      const { known } = JSON.parse(user?.content ?? "{}");
      return { text: JSON.stringify(known.copy), finish: "stop", usage: { inputTokens: 0, outputTokens: 0 } };
    },
  };
}

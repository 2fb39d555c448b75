import type { AgentView, ChatMessage, ContinuationScore } from "../../core/index.ts";
import type { ScoringModel } from "../../model/index.ts";
import { messagesOf } from "../../model/testing.ts";

/** A model that does not talk; it scores by a rule, which is given the system message and all messages. */
export function fakeScorer(
  rule: (continuation: string, system: string, messages: readonly ChatMessage[]) => ContinuationScore,
): ScoringModel {
  return {
    id: "fake-scorer",
    generate: async () => {
      throw new Error("this model does not talk");
    },
    score: async ({ messages, continuation }, signal) => {
      signal?.throwIfAborted();
      return rule(continuation, messages[0]?.content ?? "", messages);
    },
  };
}

/** What Ana's guard sees: her claims (ids s0, s1, …) and lines such as "ben: Do you sail?". */
export function anaView(claims: readonly string[], lines: readonly string[] = []): AgentView {
  return {
    persona: {
      schema: "dramatis.persona/1",
      name: "Ana",
      statements: claims.map((text, i) => ({ id: `s${i}`, text })),
    },
    history: messagesOf(lines, "s1"),
  };
}

/** Candidates of these texts; with scores, where they are given. */
export function candidatesOf(texts: readonly string[], scores?: readonly number[]): { text: string; score?: number }[] {
  return texts.map((text, i) => (scores ? { text, score: scores[i] ?? 0 } : { text }));
}

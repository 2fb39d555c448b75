import type { AgentView, ChatMessage, ContinuationScore, Model } from "../../core/index.ts";
import type { ScoringModel } from "../../model/index.ts";
import { REPLY_SETTINGS } from "../agent.ts";
import { agentPrompt } from "../agent-prompt.ts";

/** The persona and the conversation as a model reads them; what components add is not there. */
export function promptOf({ persona, history }: AgentView, model: Model): ChatMessage[] {
  const { maxTokens } = REPLY_SETTINGS;
  return agentPrompt({ persona, contributions: [], history, model, maxTokens }).messages;
}

/** What has nothing to score, or is longer than the model reads: less probable than anything that is said. */
const UNSCORED: ContinuationScore = { sum: -100, tokens: 1 };

/** As the model scores it; text that it cannot score, such as marks alone, comes last and fails nothing. */
export async function scoreOf(
  model: ScoringModel,
  request: { messages: ChatMessage[]; continuation: string },
  signal?: AbortSignal,
): Promise<ContinuationScore> {
  try {
    return await model.score(request, signal);
  } catch (error) {
    if (error instanceof RangeError) return UNSCORED;
    throw error;
  }
}

/** How probable each text is as the persona's next words. One after another, so that a model may keep the prompt. */
export async function scoreReplies(
  model: ScoringModel,
  { view, texts }: { view: AgentView; texts: readonly string[] },
  signal?: AbortSignal,
): Promise<ContinuationScore[]> {
  const messages = promptOf(view, model);
  const scores: ContinuationScore[] = [];
  for (const continuation of texts) scores.push(await scoreOf(model, { messages, continuation }, signal));
  return scores;
}

/** Mean natural log probability of a token. */
export function perToken({ sum, tokens }: ContinuationScore): number {
  return sum / Math.max(1, tokens);
}

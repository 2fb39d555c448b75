import type { Embedder } from "../../core/index.ts";
import { documentChunks } from "../grounding/document-chunks.ts";
import { personaKnowledge } from "../grounding/persona-knowledge.ts";
import type { PlanTool } from "./plan.ts";

/** The eight strategies of emotional support [2, 12], as tools of conversation. Sources are added by `sourceTools`. */
export const CHAT_TOOLS: Readonly<Record<string, PlanTool>> = {
  question: { about: "ask what would help to understand the situation" },
  restatement: { about: "say in your own words what you understood" },
  reflection: { about: "name what the other one seems to feel" },
  "self-disclosure": { about: "tell something like it from your own life" },
  affirmation: { about: "say what the other one does well, and that it can be done" },
  suggestion: { about: "propose what could be done, without insisting" },
  information: { about: "give facts that bear on it" },
  others: { about: "greet, thank, or change the subject kindly" },
};

/** The persona and its documents as tools of conversation, which are looked up. */
export function sourceTools(embedder: Embedder): Record<"persona" | "document", PlanTool> {
  return {
    persona: { about: "find what the persona is and knows about it", source: personaKnowledge({ embedder }) },
    document: { about: "look it up in the persona's documents", source: documentChunks({ embedder }) },
  };
}

// One persona that talks: the agent, and a conversation with it.
export {
  type Agent,
  type AgentOptions,
  agent,
  REPLY_SETTINGS,
  type Reply,
  type ReplyEvidence,
  type ReplyOptions,
  type ReplySettings,
} from "./agent.ts";
export type { PromptEvidence } from "./agent-prompt.ts";
export { type ChatSession, type ChatSessionOptions, chatSession } from "./chat-session.ts";

import type { Usage } from "./model.ts";

/** One turn of a conversation, as written to JSONL. */
export interface Message {
  session: string;
  /** 0-based position in the session. */
  turn: number;
  speaker: string;
  text: string;
  /** When it was said, ISO 8601. */
  at?: string;
  personaVersion?: string;
  model?: string;
  usage?: Usage;
  evidence?: Record<string, unknown>;
  /** What else was offered for this turn and not taken. */
  alternatives?: string[];
}

/** One session, turns in order. */
export interface Transcript {
  session: string;
  messages: Message[];
}

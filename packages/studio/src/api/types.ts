// What the server says, as its OpenAPI document (/api/openapi.json) has it. Only what the studio reads.

/** A number with its 95 % interval; null where nothing could be scored. */
export interface Estimate {
  value: number | null;
  low: number | null;
  high: number | null;
  n: number;
  counts?: string;
  missing: Record<"refused" | "unparsed" | "failed" | "unsupported", number>;
  unit: "ratio" | "points" | "nats" | "turns" | "count" | "cosine" | "sd";
  direction: "higher" | "lower" | "none";
  clusters: number;
}

export interface ShelvedPersona {
  name: string;
  version: string;
  summary: string;
  changedAt: string;
  statements: number;
  lastScore?: { measure: string; estimate: Estimate; run: string };
}

export interface PersonaRead {
  name: string;
  version: string;
  summary: string;
  /** YAML or JSON, as it is in the file; absent for a key that may only read. */
  text?: string;
  persona?: Record<string, unknown>;
}

export interface PersonaVersion {
  version: string;
  at: string;
  changes: number | null;
  isCurrent: boolean;
}

export interface Fault {
  line?: number;
  found: string;
  expected: string;
  /** What can be done about it. */
  fix?: string;
  message: string;
}

export interface PromptBlock {
  id: string;
  text: string;
  tokens: number;
  fields: string[];
}

export interface Validated {
  ok: boolean;
  name?: string;
  version?: string;
  fault?: Fault;
  blocks?: PromptBlock[];
  tokens?: number;
}

export interface Imported {
  personas: { name: string; text: string; losses: string[] }[];
}

export interface GuardEvidence {
  guard: string;
  candidates: { text: string; score?: number; seed: number; chosen: boolean; reason: string }[];
}

/** What a reply was made from, and what the judge says of it. Absent parts were not kept. */
export interface Evidence {
  blocks?: { id: string; fields: string[]; tokens: number; sources?: string[] }[];
  dropped?: string[];
  droppedTurns?: number;
  summedUp?: number;
  /** Ids of the persona's statements that were in the prompt. */
  statements?: string[];
  attempt?: number;
  guards?: GuardEvidence[];
  lost?: string[];
  memories?: Memory[];
  nli?: { judge: string; contradicted: NliFlag[]; entailed: NliFlag[] };
  /** Why no judge looked at it. */
  notJudged?: string;
}

/** A claim of the persona that a reply contradicts, or shows. */
export interface NliFlag {
  id: string;
  text: string;
  /** 0..1. */
  strength: number;
  /** Absent where nothing was kept of the prompt. */
  inPrompt?: boolean;
}

export interface Message {
  session: string;
  turn: number;
  speaker: string;
  text: string;
  at?: string;
  personaVersion?: string;
  model?: string;
  evidence?: Evidence;
  alternatives?: string[];
}

export interface Session {
  id: string;
  persona: string;
  version: string;
  /** The configured one where absent. */
  model?: string;
  guards?: string[];
  candidates?: number;
  memory: boolean;
  createdAt: string;
}

export interface Memory {
  id: string;
  kind: string;
  text: string;
  about: string;
  saidAt?: string;
  validFrom?: string;
  validUntil?: string;
  sources?: { session: string; turn: number; speaker: string; quote: string }[];
}

export interface RunState {
  id: string;
  command: "check" | "survey" | "sample";
  arguments: Record<string, unknown>;
  status: "running" | "done" | "failed" | "cancelled";
  done: number;
  total: number;
  startedAt: string;
  endedAt?: string;
  /** What it is at, while it runs: "waiting", "interview", "check", … */
  stage?: string;
  /** What to know beside the result, in lines. */
  notices?: string[];
  cost?: number;
  error?: string;
  /** Name of the key that began it, or "the command line". */
  by: string;
}

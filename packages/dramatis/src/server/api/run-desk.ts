import type { Estimate, Transcript } from "../../core/index.ts";
import type { RunComparison } from "../../presets/compare/compare-runs.ts";

/** What a run does, as it was asked for. */
export interface RunAsked {
  command: "check" | "survey" | "sample";
  arguments: Record<string, unknown>;
}

export interface RunState extends RunAsked {
  id: string;
  status: "running" | "done" | "failed" | "cancelled";
  done: number;
  total: number;
  startedAt: string;
  endedAt?: string;
  /** What it is at: "waiting" for another run, "starting", "interview", "check", "questions", …; absent once it has ended. */
  stage?: string;
  /** Dollars; absent where the price is unknown. */
  cost?: number;
  /** Where it failed: one line. */
  error?: string;
  /** Name of the key that started it. */
  by: string;
  /** What a reader should know beside the result, in lines. */
  notices?: string[];
  /** Of a check: for each persona the figure that stands for it in a list. */
  scores?: RunScore[];
}

/** The measure that stands first, on one version of a persona. */
export interface RunScore {
  persona: string;
  version: string;
  measure: string;
  estimate: Estimate;
}

/** Starts work in the background and tells how it goes. What it did is in the run folders, and outlives the server. */
export interface RunDesk {
  start(asked: RunAsked, by: string): Promise<RunState>;
  list(): Promise<RunState[]>;
  /** @throws HttpFault 404 */
  get(id: string): Promise<RunState>;
  /** The state at once, then each time it changes, until it ends or the signal aborts. */
  follow(id: string, signal: AbortSignal): AsyncIterable<RunState>;
  cancel(id: string): Promise<RunState>;
  resume(id: string, by: string): Promise<RunState>;
  /** What it gave: JSON as the command's --json, and the HTML page. @throws HttpFault 404, or 409 while it runs */
  result(id: string): Promise<unknown>;
  report(id: string): Promise<string>;
  /** The conversations that a check read or held. @throws as `result` */
  transcripts(id: string): Promise<Transcript[]>;
  /** Two checks, measure by measure over what both have in common. @throws as `result`; HttpFault 400 for other runs */
  compare(before: string, after: string): Promise<RunComparison>;
  /** Cancels what runs and waits for it. */
  close(): Promise<void>;
}

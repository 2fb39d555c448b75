import { z } from "zod";
import {
  DramatisError,
  type Executor,
  InputError,
  type Persona,
  type Transcript,
  type TrialOutcome,
} from "../../core/index.ts";
import { type LoadedPersona, personaVersion } from "../../persona/index.ts";
import { inProcess, keepOutcomes, type Run } from "../../run/index.ts";
import { parseTranscripts } from "../../transcript/index.ts";
import { INTERVIEW_DEFAULTS } from "../defaults.ts";
import { type InterviewPlan, type PlannedInterview, planInterview } from "./interview-plan.ts";

/**
 * What an interview takes where nothing is said. Four repeats are eight conversations, from which intervals hold what they
 * promise (benchmarks/intervals).
 */
export interface InterviewOptions
  extends Pick<InterviewPlan, "model" | "user" | "player">,
    Partial<Omit<InterviewPlan, "model" | "user" | "player">> {
  /** Conversations at once. */
  concurrency?: number;
  /** Who does the trials; this process alone, where nothing is said. */
  executor?: Executor | undefined;
  /** Keeps each conversation when it ends; those that it has are not held again. */
  run?: Run;
  /** Told once how many conversations there are, and how many of them were held before. */
  onStart?: (count: { total: number; already: number }) => void;
  onOutcome?: (outcome: TrialOutcome) => void;
  signal?: AbortSignal | undefined;
}

export interface Interview {
  persona: LoadedPersona;
  /** In the order of the plan: for each repeat the scripted user, then the played one. */
  transcripts: Transcript[];
  /** Conversations that broke off, which are in no transcript. */
  failures: { session: string; code: string; message: string }[];
  /** Probes that were made from the statements, and how many of them there was room for. */
  probes: Pick<PlannedInterview, "made" | "asked" | "openOnly">;
}

/**
 * Interviews a persona that a model plays: for each repeat one conversation with a scripted user, who asks open and
 * yes-or-no questions about the persona's statements and baits it with their opposites, and one with a user whom a model
 * plays. Equal seeds and models that keep to them give equal transcripts.
 *
 * @throws InputError for a persona without statements. @throws BudgetError at the cost cap, and the abort reason of
 *   `signal`. @throws DramatisError when not one conversation came to its end.
 */
export async function interview(persona: Persona, options: InterviewOptions): Promise<Interview> {
  const loaded = { persona, version: personaVersion(persona), path: persona.name };
  const [only] = await interviews([loaded], options);
  return only as Interview;
}

/** As `interview`, for several personas, whose conversations share the concurrency. */
export async function interviews(personas: readonly LoadedPersona[], options: InterviewOptions): Promise<Interview[]> {
  const { model, user, repeats = INTERVIEW_DEFAULTS.repeats, turns = INTERVIEW_DEFAULTS.turns } = options;
  for (const [name, count] of Object.entries({ repeats, turns })) {
    if (!Number.isInteger(count) || count < 1) {
      throw new RangeError(`invalid ${name}; not a whole number of at least 1: ${count}`);
    }
  }
  const plan = { model, player: options.player, user, repeats, turns, seed: options.seed ?? INTERVIEW_DEFAULTS.seed };
  const planned = personas.map((persona) => ({ persona, ...planInterview(persona, plan) }));
  const outcomes = await keepOutcomes({
    ...options,
    trials: planned.flatMap(({ conversations }) => conversations),
    perform: (planned, signal) => planned.hold(signal),
    executor: options.executor ?? inProcess({ concurrency: options.concurrency ?? INTERVIEW_DEFAULTS.concurrency }),
  });
  return planned.map(({ persona, conversations, ...probes }) => {
    const settled = conversations.map(({ id, session }) => ({ session, outcome: outcomes.get(id) }));
    const failures = settled.flatMap(({ session, outcome }) =>
      outcome?.status === "failed" ? [{ session, ...outcome.error }] : [],
    );
    const transcripts = settled.flatMap(({ session, outcome }) =>
      outcome?.status === "done" ? [readConversation(outcome.result, session)] : [],
    );
    const [first] = failures;
    if (transcripts.length === 0 && first) {
      throw new DramatisError(first.code, `${persona.persona.name}: no conversation came to its end: ${first.message}`);
    }
    return { persona, transcripts, failures, probes };
  });
}

const kept = z.object({ messages: z.array(z.unknown()).min(1) });

/** A conversation as it comes back from the file of an earlier run. @throws InputError when it is something else. */
export function readConversation(result: unknown, where: string): Transcript {
  const lines = kept.safeParse(result).data?.messages.map((message) => JSON.stringify(message)) ?? [];
  const [transcript] = lines.length === 0 ? [] : parseTranscripts(lines.join("\n"), where, "dramatis");
  if (transcript !== undefined) return transcript;
  throw new InputError({
    where,
    found: "a trial whose result is not a conversation",
    expected: "the conversations of this check",
    fix: "run again without --resume",
  });
}

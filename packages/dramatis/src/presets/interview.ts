import { z } from "zod";
import {
  BudgetError,
  DramatisError,
  InputError,
  type Persona,
  type Transcript,
  type Trial,
  type TrialOutcome,
} from "../core/index.ts";
import { type LoadedPersona, personaVersion } from "../persona/index.ts";
import { inProcess, type Run } from "../run/index.ts";
import { parseTranscripts } from "../transcript/index.ts";
import {
  type InterviewPlan,
  type PlannedConversation,
  type PlannedInterview,
  planInterview,
} from "./interview-plan.ts";

/** What an interview takes where nothing is said. */
export const INTERVIEW_DEFAULTS = { repeats: 3, turns: 12, seed: 42, concurrency: 4 } as const;

export interface InterviewOptions
  extends Pick<InterviewPlan, "model" | "user">,
    Partial<Omit<InterviewPlan, "model" | "user">> {
  /** Conversations at once. */
  concurrency?: number;
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
  const plan = { model, user, repeats, turns, seed: options.seed ?? INTERVIEW_DEFAULTS.seed };
  const planned = personas.map((persona) => ({ persona, ...planInterview(persona, plan) }));
  const outcomes = await hold(
    planned.flatMap(({ conversations }) => conversations),
    options,
  );
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

/** What became of each conversation, by id. */
async function hold(
  conversations: readonly PlannedConversation[],
  { concurrency = INTERVIEW_DEFAULTS.concurrency, run, onStart, onOutcome, signal }: InterviewOptions,
): Promise<Map<string, TrialOutcome>> {
  const byId = new Map(conversations.map((planned) => [planned.id, planned]));
  const outcomes = new Map<string, TrialOutcome>();
  for (const [id, result] of run?.finished() ?? []) {
    if (byId.has(id)) outcomes.set(id, { id, status: "done", result, ms: 0 });
  }
  onStart?.({ total: byId.size, already: outcomes.size });
  let overBudget: BudgetError | undefined;
  // Past the cap every further conversation would break off too.
  function* affordable(): Generator<Trial> {
    for (const { id, input } of byId.values()) {
      if (overBudget) return;
      yield { id, input };
    }
  }
  const perform = async ({ id }: Trial, trialSignal: AbortSignal): Promise<Transcript> => {
    try {
      return await (byId.get(id) as PlannedConversation).hold(trialSignal);
    } catch (error) {
      if (error instanceof BudgetError) overBudget = error;
      throw error;
    }
  };
  const plan = { trials: affordable(), finished: new Set(outcomes.keys()), perform };
  for await (const outcome of inProcess({ concurrency }).run(plan, signal)) {
    run?.append(outcome);
    onOutcome?.(outcome);
    outcomes.set(outcome.id, outcome);
  }
  signal?.throwIfAborted();
  if (overBudget) throw overBudget;
  return outcomes;
}

const kept = z.object({ messages: z.array(z.unknown()).min(1) });

/** A conversation as it comes back from the file of an earlier run. @throws InputError when it is something else. */
function readConversation(result: unknown, where: string): Transcript {
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

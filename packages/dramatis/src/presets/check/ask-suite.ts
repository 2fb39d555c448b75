import { agent, type ReplySettings } from "../../act/index.ts";
import {
  type Component,
  type Contribution,
  contentId,
  DramatisError,
  type Executor,
  type Model,
  type Suite,
  type SuiteItem,
  type Transcript,
  type Trial,
  type TrialOutcome,
} from "../../core/index.ts";
import type { LoadedPersona } from "../../persona/index.ts";
import { inProcess, keepOutcomes, type Run } from "../../run/index.ts";
import { conversation, type Line, type Speaker, scriptedUser } from "../../simulate/index.ts";
import { sameName } from "../../transcript/index.ts";
import { readConversation } from "../interview/interview.ts";
import type { Player } from "../interview/player.ts";
import { type AnswerMode, choosingAnswer } from "./choose-answer.ts";

/** Changes when the same inputs would give another conversation. */
const DEFINITION = "1";

/** What asking a suite takes where nothing is said. */
export const ASK_DEFAULTS = { seed: 42, concurrency: 4, repeats: 1 } as const;

export interface AskSuiteOptions {
  persona: LoadedPersona;
  suite: Suite;
  /** Plays the persona. */
  model: Model;
  seed?: number;
  /** Conversations at once. */
  concurrency?: number;
  /** How often each item is asked, with a seed of its own. */
  repeats?: number;
  /** How replies are drawn; see `agent`. */
  settings?: ReplySettings;
  /** How the model plays; without, an agent of that model with no further parts. */
  player?: Player | undefined;
  /** Of questions with a fixed set of answers: a reply in words, or by probabilities where the model gives them. */
  answers?: AnswerMode | undefined;
  /** Who does the trials; this process alone, where nothing is said. */
  executor?: Executor | undefined;
  /** Keeps each conversation when it ends; those that it has are not held again. */
  run?: Run;
  /** Told once how many conversations there are, and how many of them were held before. */
  onStart?: (count: { total: number; already: number }) => void;
  onOutcome?: (outcome: TrialOutcome) => void;
  signal?: AbortSignal | undefined;
}

export interface AskedSuite {
  persona: LoadedPersona;
  /** In the order of the suite, repeat after repeat. */
  transcripts: Transcript[];
  /** Conversations that broke off, which are in no transcript. */
  failures: { session: string; item: string; code: string; message: string }[];
}

/**
 * Puts every item of a suite to a persona that a model plays, each in a conversation of its own, named after the item and
 * the persona's version. The last of the user's messages notes in its evidence what it asks, which item it is, and which
 * repeat. The seed of an item does not depend on the persona: two versions are asked under the same draws.
 *
 * @throws BudgetError at the cost cap, and the abort reason of `signal`. @throws DramatisError when not one conversation
 *   came to its end.
 */
export async function askSuite(options: AskSuiteOptions): Promise<AskedSuite> {
  const [only] = await askSuites([options], options);
  return only as AskedSuite;
}

type Asked = Pick<
  AskSuiteOptions,
  "persona" | "suite" | "model" | "seed" | "repeats" | "settings" | "player" | "answers"
>;

/** As `askSuite`, for several personas, suites or models, whose conversations share the concurrency and the run. */
export async function askSuites(
  asked: readonly Asked[],
  shared: Pick<AskSuiteOptions, "concurrency" | "executor" | "run" | "onStart" | "onOutcome" | "signal">,
): Promise<AskedSuite[]> {
  const planned = asked.map((one) => ({ persona: one.persona, conversations: planSuite(one) }));
  const { concurrency = ASK_DEFAULTS.concurrency, executor = inProcess({ concurrency }), ...hooks } = shared;
  const outcomes = await keepOutcomes({
    ...hooks,
    trials: planned.flatMap(({ conversations }) => conversations),
    perform: ({ hold }, signal) => hold(signal),
    executor,
  });
  return planned.map(({ persona, conversations }) => {
    const settled = conversations.map(({ id, session, item }) => ({ session, item, outcome: outcomes.get(id) }));
    const failures = settled.flatMap(({ session, item, outcome }) =>
      outcome?.status === "failed" ? [{ session, item, ...outcome.error }] : [],
    );
    const transcripts = settled.flatMap(({ session, outcome }) =>
      outcome?.status === "done" ? [readConversation(outcome.result, session)] : [],
    );
    const [first] = failures;
    if (transcripts.length === 0 && first) {
      throw new DramatisError(first.code, `${persona.persona.name}: no conversation came to its end: ${first.message}`);
    }
    return { persona, transcripts, failures };
  });
}

interface PlannedItem extends Trial {
  session: string;
  item: string;
  hold(signal: AbortSignal): Promise<Transcript>;
}

/** The conversations of a suite; the id of each is the hash of all that it depends on. */
function planSuite({
  persona,
  suite,
  model,
  seed = ASK_DEFAULTS.seed,
  repeats = ASK_DEFAULTS.repeats,
  settings = {},
  player,
  answers = "words",
}: Asked): PlannedItem[] {
  if (!Number.isInteger(repeats) || repeats < 1) {
    throw new RangeError(`invalid repeats; not a whole number of at least 1: ${repeats}`);
  }
  return Array.from({ length: repeats }, (_, i) => i + 1).flatMap((repeat) =>
    suite.items.map((item) => {
      const session = `${item.id}-${persona.version.slice(0, 6)}${repeat === 1 ? "" : `-${repeat}`}`;
      const how = { ...(answers !== "words" && { answers }), ...(player && { player: player.made }) };
      const asked = { persona: persona.version, model: model.id, settings, seed, item, repeat };
      const input = { definition: DEFINITION, ...asked, ...how };
      const drawn = Number.parseInt(contentId([seed, item.id, repeat]).slice(0, 7), 16);
      const hold = (signal: AbortSignal): Promise<Transcript> =>
        holdItem(item, { persona, model, settings, player, answers, seed: drawn, session, repeat, signal });
      return { id: contentId(input), input, session, item: item.id, hold };
    }),
  );
}

interface HoldItem extends Pick<Asked, "player"> {
  persona: LoadedPersona;
  model: Model;
  settings: ReplySettings;
  answers: AnswerMode;
  seed: number;
  session: string;
  repeat: number;
  signal: AbortSignal;
}

async function holdItem(item: SuiteItem, options: HoldItem): Promise<Transcript> {
  const { persona, session, repeat, signal } = options;
  const { name } = persona.persona;
  // Never the actor's name, or nobody could tell the two apart.
  const user = { name: sameName(name, "user") ? "partner" : "user", speak: scriptedUser(linesOf(item, repeat)) };
  const actor = { name, speak: await speakerOf(item, options) };
  return conversation({ session, user, actor, turns: item.turns.length, signal });
}

async function speakerOf(
  item: SuiteItem,
  { persona: { persona }, model, player, settings, answers, seed }: HoldItem,
): Promise<Speaker> {
  const scene = item.scene?.trim() === "" ? undefined : item.scene;
  const contributions = scene === undefined ? [] : [{ block: "SCENE", text: scene, fields: [] }];
  const components = contributions.length === 0 ? [] : [setting(contributions)];
  const speak = player
    ? await player.play(persona, { seed, settings, components })
    : agent(persona, { model, seed, settings, components }).reply;
  return answers === "words" ? speak : choosingAnswer(item, { persona, model, contributions }, speak);
}

/** The item's own `kind` stands whatever `asks` says. */
function linesOf({ id, kind, turns, asks }: SuiteItem, repeat: number): Line[] {
  const probe = { ...asks, kind, item: id, repeat };
  return turns.map((text, i) => (i === turns.length - 1 ? { text, evidence: { probe } } : { text }));
}

/** What is going on, beside the persona in the prompt. */
function setting(contributions: Contribution[]): Component {
  return {
    name: "setting",
    contribute: async (_, signal) => {
      signal?.throwIfAborted();
      return contributions;
    },
  };
}

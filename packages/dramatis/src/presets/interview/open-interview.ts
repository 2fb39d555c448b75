import { join } from "node:path";
import { type Executor, type Model, oneLine, type TrialOutcome, type Witness } from "../../core/index.ts";
import type { LoadedPersona } from "../../persona/index.ts";
import { type CheckPair, type Run, writeWhole } from "../../run/index.ts";
import { writeTranscript } from "../../transcript/index.ts";
import { leftOutLines, leftOutOf, statementsAmong } from "../check/left-out.ts";
import { INTERVIEW_DEFAULTS } from "../defaults.ts";
import { type Interview, interviews } from "./interview.ts";
import { type OpenPlayers, openPlayers } from "./interview-players.ts";
import { type Player, partsLine } from "./player.ts";

export interface OpenInterview extends OpenPlayers {
  personas: readonly LoadedPersona[];
  repeats?: number | undefined;
  turns?: number | undefined;
  seed: number;
  concurrency: number;
  /** Who judges, so that it can be said where the actor judges itself. */
  judges: readonly Witness[];
}

export interface HoldOptions {
  /** Who does the trials. */
  executor: Executor;
  onStart?: (count: { total: number; already: number }) => void;
  onOutcome?: (outcome: TrialOutcome) => void;
  onNotice?: ((line: string) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** An interview that a check makes its conversations with. */
export interface OpenedInterview {
  /** Who plays the persona. */
  actor: Model;
  /** All that its conversations depend on. */
  plan: Record<string, unknown>;
  /** Holds what the run does not have yet, and writes `transcripts.jsonl` into its folder. */
  hold(run: Run, options: HoldOptions): Promise<{ pairs: CheckPair[]; witnesses: Witness[] }>;
}

/** Opens the players. @throws InputError, UnsupportedError */
export async function openInterview(options: OpenInterview): Promise<OpenedInterview> {
  const { personas, judges, seed } = options;
  const { repeats = INTERVIEW_DEFAULTS.repeats, turns = INTERVIEW_DEFAULTS.turns } = options;
  const { model, user, player } = await openPlayers(options);
  const plan = { personas: personas.map(({ version }) => version), model: model.id, user: user.id, repeats, turns };
  return {
    actor: model,
    plan: { ...plan, ...player.made },
    hold: async (run, { onNotice, ...hooks }) => {
      const held = await interviews(personas, {
        model,
        player,
        user,
        repeats,
        turns,
        seed,
        run,
        ...hooks,
      });
      for (const line of held.flatMap(shortfalls)) onNotice?.(line);
      writeWhole(join(run.folder, "transcripts.jsonl"), writeTranscript(distinctSessions(held)));
      const card = interviewCard(held, { model, player, user, repeats, turns, seed, judges });
      const interview = { actor: model.id, user: user.id, repeats, turns };
      const pairs = held.map(({ persona, transcripts }) => {
        return { persona, transcripts, speaker: persona.persona.name, interview };
      });
      return { pairs, witnesses: [...judges, { role: "actor", id: model.id, card }] };
    },
  };
}

/** What a reader would otherwise not know to be missing. */
function shortfalls({ persona, failures, transcripts, probes }: Interview): string[] {
  const { name } = persona.persona;
  const { made, asked, openOnly } = probes;
  const [first] = failures;
  const of = failures.length + transcripts.length;
  const { dropped, replies, shortened } = leftOutOf(persona.persona, transcripts);
  return [
    ...(first
      ? [`${name}: ${failures.length} of ${of} conversations broke off and are left out: ${first.message}`]
      : []),
    ...(asked < made ? [`${name}: ${asked} of ${made} probes fit in; --turns or --repeats make room for more`] : []),
    ...(openOnly.length > 0
      ? [`${name}: no yes-or-no question could be made of ${oneLine(openOnly.join(", "), 120)}; asked openly`]
      : []),
    ...leftOutLines(dropped).map((line) => `${name}: ${line}`),
    ...(shortened > 0
      ? [`${name}: the oldest turns were left out for ${shortened} of ${replies} replies; the context is too small`]
      : []),
  ];
}

/** Two files with one content are one persona, and hold the same conversations. */
function distinctSessions(held: readonly Interview[]): Interview["transcripts"] {
  const all = held.flatMap(({ transcripts }) => transcripts);
  return [...new Map(all.map((transcript) => [transcript.session, transcript])).values()];
}

interface Card {
  model: Model;
  player: Player;
  user: Model;
  repeats: number;
  turns: number;
  seed: number;
  judges: readonly Witness[];
}

/** In one line: that it was an interview, how it was held, and what is known of the actor. */
function interviewCard(
  held: readonly Interview[],
  { model, player, user, repeats, turns, seed, judges }: Card,
): string {
  const broken = held.reduce((sum, { failures }) => sum + failures.length, 0);
  const untold = held.flatMap(({ persona, transcripts }) =>
    statementsAmong(leftOutOf(persona.persona, transcripts).dropped),
  ).length;
  const users = `one with a scripted user, one with a user played by ${user.id}`;
  const each = `${repeats} ${repeats === 1 ? "repeat" : "repeats"} of two conversations of ${turns} turns, ${users}`;
  return [
    `interviewed: ${each}; seed ${seed}.`,
    ...partsLine(player),
    ...(broken > 0 ? [`${broken} conversations broke off.`] : []),
    ...(untold > 0 ? [`${untold} ${untold === 1 ? "statement" : "statements"} had no room in its prompt.`] : []),
    ...(judges.some(({ id }) => id.includes(model.id)) ? ["It judges itself."] : []),
    ...(model.card === undefined ? [] : [model.card]),
  ].join(" ");
}

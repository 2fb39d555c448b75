import { agent, lorebook } from "../../act/index.ts";
import { contentId, InputError, type Model, type Statement, type Transcript, type Trial } from "../../core/index.ts";
import { distinctClaims } from "../../measure/index.ts";
import { type LoadedPersona, personaVersion } from "../../persona/index.ts";
import {
  type CardProbe,
  cardProbes,
  conversation,
  drawStranger,
  type Line,
  makeProbes,
  type Participant,
  type Probe,
  playedUser,
  probesPerScript,
  type Speaker,
  scriptedUser,
  userScript,
} from "../../simulate/index.ts";
import { sameName } from "../../transcript/index.ts";
import { cardSuite } from "../check/card-suite.ts";
import type { Player } from "./player.ts";

/** Changes when the same inputs would give another conversation. */
const DEFINITION = "2";

export interface InterviewPlan {
  /** Plays the persona. */
  model: Model;
  /** How; without, an agent of that model with the persona's lorebook and no further parts. */
  player?: Player | undefined;
  /** Plays a stranger who talks to it. */
  user: Model;
  repeats: number;
  /** Of the actor, in each conversation. */
  turns: number;
  seed: number;
}

/** One conversation to hold; its id is the hash of all that it depends on. */
export interface PlannedConversation extends Trial {
  persona: LoadedPersona;
  session: string;
  hold(signal: AbortSignal): Promise<Transcript>;
}

export interface PlannedInterview {
  conversations: PlannedConversation[];
  /** Probes that were made, and how many of them there is room for. */
  made: number;
  asked: number;
  /** Statements about which no rule could ask by yes or no. */
  openOnly: string[];
}

/**
 * The conversations of an interview, for each repeat one with a scripted user, who asks the probes, and one with a user
 * whom a model plays. Each repeat takes up the probes where the one before stopped, and begins again after the last.
 *
 * @throws InputError for a persona that says nothing of itself.
 */
export function planInterview(persona: LoadedPersona, plan: InterviewPlan): PlannedInterview {
  const { probes, openOnly } = makeProbes(statementsOf(persona), plan);
  const room = Math.min(probesPerScript(plan.turns), probes.length);
  const conversations = Array.from({ length: plan.repeats }, (_, repeat) => {
    const from = repeat * room;
    const own = Array.from({ length: room }, (_, i) => probes[(from + i) % probes.length] as Probe);
    return [scripted(persona, { ...plan, repeat, probes: own }), played(persona, { ...plan, repeat })];
  });
  const asked = Math.min(probes.length, room * plan.repeats);
  const ofCard = cardConversations(persona, {
    ...plan,
    left: firstOfEach(probes.slice(asked), probes.slice(0, asked)),
  });
  return { conversations: [...conversations.flat(), ...ofCard], made: probes.length, asked, openOnly };
}

/** What a persona can be asked about. @throws InputError where it says nothing of itself. */
export function statementsOf({ persona, path }: LoadedPersona): Statement[] {
  const claims = distinctClaims(persona);
  if (claims.length > 0) return claims;
  throw new InputError({
    where: path,
    found: "no statement about the persona, so there is nothing to ask it about",
    expected: "statements",
    fix: "add some, or check a conversation that is there with --transcript FILE",
  });
}

type Repeat = InterviewPlan & { repeat: number };

interface Scripted extends Repeat {
  /** Names the session; conversations that a card calls for have a kind of their own. */
  kind?: string;
  probes: readonly (Probe | CardProbe)[];
  opening?: Line | undefined;
}

function scripted(
  persona: LoadedPersona,
  { kind = "scripted", probes, opening, ...plan }: Scripted,
): PlannedConversation {
  const session = sessionName(kind, persona, plan);
  const script = userScript({ probes, turns: plan.turns, seed: seedOf(plan, session) });
  // Never the actor's name, or nobody could tell the two apart.
  const name = sameName(persona.persona.name, "user") ? "partner" : "user";
  const user = { name, speak: scriptedUser(script) };
  const made = { script: contentId(script), ...(opening && { opening: opening.text }) };
  return planned(persona, { ...plan, session, user, opening, made });
}

/**
 * What a character card calls for beside the rest: conversations that open with its greetings and ask about each fact that
 * found no place so far, its lorebook, and its prompt. None for a persona that is no card.
 */
function cardConversations(persona: LoadedPersona, plan: InterviewPlan & { left: Probe[] }): PlannedConversation[] {
  const card = cardSuite(persona.persona);
  if (card === undefined) return [];
  const probes = [...plan.left, ...cardProbes(card.topics, plan)];
  const room = probesPerScript(plan.turns);
  const count = Math.max(Math.ceil(probes.length / room), card.greetings.length);
  return Array.from({ length: count }, (_, repeat) => {
    const text = card.greetings[repeat];
    const opening = text === undefined ? undefined : { text, evidence: { greeting: repeat } };
    const own = probes.slice(repeat * room, (repeat + 1) * room);
    return scripted(persona, { ...plan, kind: "card", repeat, probes: own, opening });
  });
}

/** The first probe of each statement that none of those before is about. */
function firstOfEach(probes: readonly Probe[], before: readonly Probe[]): Probe[] {
  const met = new Set(before.map(({ statement }) => statement));
  return probes.filter(({ statement }) => {
    const isFirst = !met.has(statement);
    met.add(statement);
    return isFirst;
  });
}

function played(persona: LoadedPersona, plan: Repeat): PlannedConversation {
  const session = sessionName("played", persona, plan);
  const seed = seedOf(plan, session);
  const stranger = drawStranger({ seed, unlike: persona.persona.name });
  // Another stream of random numbers than the actor's.
  const talker = agent(stranger, { model: plan.user, seed: seed + 1 });
  const user = { name: stranger.name, speak: playedUser(talker.reply, { seed }) };
  return planned(persona, {
    ...plan,
    session,
    user,
    made: { model: plan.user.id, stranger: personaVersion(stranger) },
  });
}

interface Planned extends Omit<InterviewPlan, "user"> {
  session: string;
  user: Participant;
  opening?: Line | undefined;
  /** What the user's lines, and the opening, depend on. */
  made: object;
}

function planned(persona: LoadedPersona, plan: Planned): PlannedConversation {
  const { model, player, turns, seed, session, user, opening, made } = plan;
  const own = { persona: persona.version, model: model.id, ...(player && { player: player.made }) };
  const input = { definition: DEFINITION, ...own, turns, seed, session, user: made };
  return {
    id: contentId(input),
    input,
    persona,
    session,
    hold: async (signal) => {
      const drawn = seedOf({ seed }, session);
      const speak = player ? await player.play(persona.persona, { seed: drawn }) : plain(persona, model, drawn);
      const actor = { name: persona.persona.name, speak };
      return conversation({ session, user, actor, opening, turns, signal });
    },
  };
}

function plain({ persona }: LoadedPersona, model: Model, seed: number): Speaker {
  const components = persona.facets?.lorebook === undefined ? [] : [lorebook()];
  return agent(persona, { model, components, seed }).reply;
}

/** "scripted-1-3f2a91": personas of one name have sessions of different names. */
function sessionName(kind: string, { version }: LoadedPersona, { repeat }: Repeat): string {
  return `${kind}-${repeat + 1}-${version.slice(0, 6)}`;
}

/** A seed of its own for each conversation; below 2²⁸, so that every model takes it. */
function seedOf({ seed }: { seed: number }, session: string): number {
  return Number.parseInt(contentId([seed, session]).slice(0, 7), 16);
}

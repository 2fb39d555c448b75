import { type ChatMessage, InputError, type Model, roughTokens, type Transcript } from "../../core/index.ts";
import { type InstrumentFile, partName } from "../../measure/psychometrics/index.ts";
import type { LoadedPersona } from "../../persona/index.ts";
import { cohenD, pairedEffectSize } from "../../stats/index.ts";
import { readTranscripts, sameName, speakersOf } from "../../transcript/index.ts";
import { type PairedDifference, pairedDifferences, type SideScores } from "../compare/paired-differences.ts";
import { type Survey, type SurveyOptions, survey, systemOf } from "./survey.ts";
import { scoresOnParts } from "./survey-report.ts";

/** One scale over the personas that have a score on it before and after. */
export interface ScaleShift
  extends Pick<PairedDifference, "before" | "after" | "difference" | "low" | "high" | "p" | "adjusted"> {
  scale: string;
  /** Cohen's d of after over before: the shift in deviations between personas [10]. null where nothing varies. */
  d: number | null;
  /** The shift in deviations of the shifts: how alike the personas moved. null where these do not vary. */
  dz: number | null;
  n: number;
  people: { person: string; before: number; after: number }[];
}

/** How far answers move when a conversation of the persona's own stands before the questions. */
export interface ShiftReport {
  scales: ScaleShift[];
  /** Asked again, after their conversations. */
  personas: number;
  /** Not asked again, for they speak in no session. */
  silent: string[];
  /** Turns of their sessions, and how many of them, the newest, the model's context had room for. */
  turns: { all: number; told: number };
  /** Of the questions that were asked again. */
  failures: Survey["failures"];
}

/** Below this many, resampled personas give a range and not an interval. */
const FEW = 8;

/** Share of a model's context for who the persona is and what was said; the rest is for the questions. */
const MOST_CONTEXT = 0.5;

/**
 * What each of the personas said and heard in the sessions in which it speaks, found by its name: its own lines as the
 * assistant's, those of others as the user's. Empty for a persona that speaks in none.
 *
 * @param path a transcript, a folder of them, or "-"
 * @throws InputError for a file that cannot be used, and where none of them speaks
 */
export async function readTalks(path: string, personas: readonly LoadedPersona[]): Promise<ChatMessage[][]> {
  const transcripts = await readTranscripts(path);
  const talks = personas.map(({ persona }) => transcripts.flatMap((session) => talkOf(session, persona.name)));
  if (talks.some((talk) => talk.length > 0)) return talks;
  const speakers = shortList(speakersOf(transcripts));
  const expected = `a speaker named as one of ${shortList(personas.map(({ persona }) => persona.name))}`;
  throw new InputError({ where: path, found: `nobody but ${speakers || "no speaker at all"}`, expected });
}

export interface AskAfter extends Omit<SurveyOptions, "personas"> {
  /** Conversations in the order of the people of `before`. */
  talks: readonly (readonly ChatMessage[])[];
  before: Survey;
}

/**
 * The same questions once more to everybody who has a conversation, with it before the questions, in the same wordings,
 * orders and seeds. Where the model's context is short the oldest turns go, though never what came from the persona's own
 * last line on. @throws as `survey`
 */
export async function askAfter({
  talks,
  before,
  ...options
}: AskAfter): Promise<{ after: Survey; shift: ShiftReport }> {
  const people = before.people.map((one, i) => {
    const whole = talks[i] ?? [];
    const system = systemOf(one.persona, options.markersPerTrait);
    return { ...one, whole, told: newest(whole, roomFor(options.model, system)) };
  });
  const talked = people.filter(({ whole }) => whole.length > 0);
  const personas = talked.map(({ person, persona, told }) => ({ ...persona, person, talk: joined(told) }));
  const after = await survey({ ...options, answers: before.answers, personas });
  const turns = { all: 0, told: 0 };
  for (const { whole, told } of talked) {
    turns.all += whole.length;
    turns.told += told.length;
  }
  const shift: ShiftReport = {
    scales: scaleShifts(before, after, options),
    personas: talked.length,
    silent: people.filter(({ whole }) => whole.length === 0).map(({ person }) => person),
    turns,
    failures: after.failures,
  };
  return { after, shift };
}

type Held = Pick<Survey, "responses" | "people">;

/**
 * Shift of every scale, facets aside: after − before, personas resampled, p by flipping signs and after Holm over the scales.
 * Fewer than eight personas, or shifts that are all the same, have no interval.
 */
export function scaleShifts(
  before: Held,
  after: Held,
  { instrument, seed = 42 }: { instrument: InstrumentFile; seed?: number },
): ScaleShift[] {
  const [first, second] = [before, after].map((held) => scoresOnParts(held, { instrument, seed }).people);
  const side = (people: typeof first, scale: string): SideScores => ({
    byItem: new Map(
      (people ?? []).map(({ person, scores }) => {
        const value = scores.find((one) => partName(one) === scale)?.value ?? null;
        return [person, [{ value, cluster: person }]];
      }),
    ),
  });
  const measured = instrument.scales.map(({ id }) => ({
    ...{ measure: id, unit: "points" as const, direction: "none" as const },
    before: side(first, id),
    after: side(second, id),
  }));
  return pairedDifferences(measured, { seed }).map(({ measure, pairs, items, low, high, ...found }): ScaleShift => {
    const dz = pairedEffectSize(items.map((one) => one.after - one.before));
    const afterwards = items.map((one) => one.after);
    const beforehand = items.map((one) => one.before);
    const hasInterval = pairs >= FEW && dz !== null;
    return {
      scale: measure,
      ...{ before: found.before, after: found.after, difference: found.difference },
      ...{ low: hasInterval ? low : null, high: hasInterval ? high : null },
      ...{ d: cohenD(afterwards, beforehand)?.d ?? null, dz, p: found.p, adjusted: found.adjusted, n: pairs },
      people: items.map(({ item, ...scores }) => ({ person: item, ...scores })),
    };
  });
}

/** "2 of 5 personas are in no session, and not asked again: Ada, Bo"; empty where all speak. */
export function silentLine(silent: readonly string[], all: number): string {
  if (silent.length === 0) return "";
  return `${silent.length} of ${all} personas are in no session, and not asked again: ${shortList(silent)}`;
}

const MOST_NAMED = 8;

function shortList(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return names.slice(0, MOST_NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** Where several others speak, each of their lines says whose it is. */
function talkOf(session: Transcript, name: string): ChatMessage[] {
  const said = session.messages.filter(({ text }) => text.trim() !== "");
  const speakers = speakersOf([{ ...session, messages: said }]);
  if (!speakers.some((speaker) => sameName(speaker, name))) return [];
  const several = speakers.filter((speaker) => !sameName(speaker, name)).length > 1;
  return said.map(({ speaker, text }): ChatMessage => {
    if (sameName(speaker, name)) return { role: "assistant", content: text };
    return { role: "user", content: several ? `${speaker}: ${text}` : text };
  });
}

function roomFor({ contextTokens }: Model, system: string): number {
  return contextTokens === undefined ? Number.POSITIVE_INFINITY : MOST_CONTEXT * contextTokens - roughTokens(system);
}

/** The newest turns that fit into so many tokens; what came from the last own line on stays in any case. */
function newest(talk: readonly ChatMessage[], room: number): ChatMessage[] {
  const last = talk.findLastIndex(({ role }) => role === "assistant");
  let from = talk.length;
  for (let left = room; from > 0; from--) {
    left -= roughTokens((talk[from - 1] as ChatMessage).content);
    if (left < 0 && from <= last) break;
  }
  return talk.slice(from);
}

/** Neighbours of one role as one message: many providers refuse two in a row. */
function joined(talk: readonly ChatMessage[]): ChatMessage[] {
  const messages: ChatMessage[] = [];
  for (const { role, content } of talk) {
    const last = messages.at(-1);
    if (last?.role === role) last.content += `\n${content}`;
    else messages.push({ role, content });
  }
  return messages;
}

/**
 * Runs an experiment over personas: each answers, meets what its condition holds for it, and answers again.
 *
 * The trial of [50] in simulation: synthetic participants in the cells of a factorial design (blocks of all cells, see
 * `block-randomize`), half of each cell with an opponent who argues for and half with one who argues against, agreement
 * from 1 to k before and after. The players are given: who asks the participant, and what the treatment is; that the two
 * answers are asked in the same way is for them to see to. A question that was refused or could not be read is null; a participant whose player
 * fails is kept with the reason and is in no figure. Records are given as they come and are taken back, so a run that was
 * broken off goes on. It is never to be run on people without their consent. No personas give no records.
 *
 * @paper 50
 * @needs actor
 * @function
 */
import { contentId, DramatisError, type Persona, type Transcript } from "../../core/index.ts";
import { mapConcurrent } from "../../model/index.ts";
import { blockRandomize, type Condition, conditionName, conditionsOf, type Factors } from "./block-randomize.ts";

/** Whether the treatment argues for the statement that participants rate, or against it. */
export type ArguedSide = "pro" | "con";

export interface ExperimentParticipant {
  /** Of the persona's content, its place and the design: the same persona twice is two participants. */
  id: string;
  persona: Persona;
  condition: Condition;
  side: ArguedSide;
  /** Draws what is the participant's own: the topic, the wording. */
  seed: number;
}

export interface ExperimentPlayers {
  /** The participant's agreement, a whole number from 1; null where it was refused or could not be read. */
  answer(
    participant: ExperimentParticipant,
    options: { when: "before" | "after"; transcript: Transcript | null; signal: AbortSignal },
  ): Promise<number | null>;
  /** What happens under the participant's condition; null where nothing is said. */
  treat(participant: ExperimentParticipant, options: { signal: AbortSignal }): Promise<Transcript | null>;
}

/** One participant's part. */
export interface ExperimentRecord {
  id: string;
  persona: string;
  condition: Condition;
  side: ArguedSide;
  before: number | null;
  after: number | null;
  transcript: Transcript | null;
  /** Why the part broke off. */
  failed?: string;
}

export interface ExperimentOptions extends ExperimentPlayers {
  personas: readonly Persona[];
  factors: Factors;
  seed?: number;
  concurrency?: number;
  /** Records of a run that was broken off; their participants are not asked again. */
  finished?: readonly ExperimentRecord[];
  onRecord?: (record: ExperimentRecord) => void;
  signal?: AbortSignal;
}

/**
 * One record a persona, in their order.
 *
 * @throws RangeError for factors without two levels. @throws the abort reason of `signal`, and what a player throws that is no
 *   `DramatisError`.
 */
export async function experiment(options: ExperimentOptions): Promise<ExperimentRecord[]> {
  const { concurrency = 4, finished = [], onRecord, signal } = options;
  const done = new Map(finished.map((record) => [record.id, record]));
  return await mapConcurrent(
    assignParticipants(options),
    async (participant, ownSignal) => {
      const known = done.get(participant.id);
      if (known !== undefined) return known;
      const record = await takePart(participant, { ...options, signal: ownSignal });
      onRecord?.(record);
      return record;
    },
    { concurrency, signal },
  );
}

/** Who is put where: conditions in permuted blocks, the sides in turn within each condition, which comes first drawn. */
export function assignParticipants({
  personas,
  factors,
  seed = 42,
}: Pick<ExperimentOptions, "personas" | "factors" | "seed">): ExperimentParticipant[] {
  const cells = conditionsOf(factors).flatMap((condition) =>
    (["pro", "con"] as const).map((side) => ({ condition, side })),
  );
  const conditions = blockRandomize(personas.length, conditionsOf(factors), { seed });
  const [first = "pro"] = blockRandomize<ArguedSide>(1, ["pro", "con"], { seed });
  const seen = new Map<string, number>();
  return personas.map((persona, place) => {
    const condition = conditions[place] as Condition;
    const before = seen.get(conditionName(condition)) ?? 0;
    seen.set(conditionName(condition), before + 1);
    const side = (before % 2 === 0) === (first === "pro") ? "pro" : "con";
    const id = contentId({ persona, place, condition, side, seed, cells });
    return { id, persona, condition, side, seed: Number.parseInt(id.slice(0, 7), 16) };
  });
}

async function takePart(
  participant: ExperimentParticipant,
  { answer, treat, signal }: ExperimentPlayers & { signal: AbortSignal },
): Promise<ExperimentRecord> {
  const { id, persona, condition, side } = participant;
  const record: ExperimentRecord = {
    id,
    persona: persona.name,
    condition,
    side,
    before: null,
    after: null,
    transcript: null,
  };
  try {
    record.before = await answer(participant, { when: "before", transcript: null, signal });
    record.transcript = await treat(participant, { signal });
    record.after = await answer(participant, { when: "after", transcript: record.transcript, signal });
  } catch (error) {
    if (!(error instanceof DramatisError)) throw error;
    record.failed = error.message;
  }
  return record;
}

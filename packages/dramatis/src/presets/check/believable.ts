import type {
  Embedder,
  Evidence,
  Measure,
  MeasureContext,
  Model,
  Persona,
  Score,
  Transcript,
} from "../../core/index.ts";
import { selfBleu } from "../../measure/diversity/self-bleu.ts";
import { styleStability } from "../../measure/drift/style-stability.ts";
import { agentCollapse } from "../../measure/simulation/agent-collapse.ts";
import { conformity, type OpinionRound } from "../../measure/simulation/conformity.ts";
import { crossAgentRepetition } from "../../measure/simulation/cross-agent-repetition.ts";
import { type HumanCorpus, humanRate } from "../../measure/simulation/human-dialogues.ts";
import { humanLikeness } from "../../measure/simulation/human-likeness.ts";
import { knowledgeLeak } from "../../measure/simulation/knowledge-leak.ts";
import { overCooperation } from "../../measure/simulation/over-cooperation.ts";
import { roleFlip } from "../../measure/simulation/role-flip.ts";
import { roleFlipJudged } from "../../measure/simulation/role-flip-judged.ts";
import { sanitisation } from "../../measure/simulation/sanitisation.ts";
import { vendiAcross } from "../../measure/simulation/vendi-across.ts";
import type { BelievabilityRow, BelievabilityTable } from "../../report/believability-table.ts";
import { sceneTranscript } from "../../simulate/world/scene-transcript.ts";
import type { SceneWorld } from "../../simulate/world/scene-world.ts";
import { estimateOf } from "../../stats/index.ts";

/** One simulated side of a conversation. */
export interface SimulatedSide {
  transcript: Transcript;
  speaker: string;
  /** Tells whether it is to be angry, and what it knows. */
  persona?: Persona;
}

export interface BelievableOptions {
  sides: readonly SimulatedSide[];
  /** Private and public opinions, where agents were asked. */
  opinions?: readonly OpinionRound[];
  /** With it a judge looks for flips of role too; a call a side. */
  judge?: Model | undefined;
  /** With it, how many voices the speakers amount to. */
  embedder?: Embedder | undefined;
  /** Whom it is held against: people who chat, negotiate or persuade; all unless said. */
  among?: HumanCorpus;
  seed?: number;
  signal?: AbortSignal | undefined;
  notes?: readonly string[];
}

interface Check {
  check: string;
  says: string;
  measure: Measure;
  /** Each line found is shown: it is a fault by itself, and not only by its share. */
  isFault?: boolean;
  /** More turns alone make it larger, so that only talks of people's length compare. */
  growsWithTurns?: boolean;
}

/** Of all speakers together; people's dialogues have 16 on average, 21 in the corpus with the longest. */
const MOST_TURNS_COMPARED = 24;

/** As many lines are shown for a check. */
const MOST_FOUND = 3;

/**
 * May a simulation be believed? The table of all checks over simulated sides, each with n and interval and beside what
 * people do; see measure/simulation and benchmarks/realism.
 *
 * @throws what a judge or an embedder throws. @throws the signal's reason
 */
export async function believable(options: BelievableOptions): Promise<BelievabilityTable> {
  const { sides, opinions = [], judge, embedder, among = "all", seed = 42, signal, notes = [] } = options;
  const context: MeasureContext = { seed, ...(judge && { judge }), ...(signal && { signal }) };
  const transcripts = [...new Set(sides.map(({ transcript }) => transcript))];
  const rows: BelievabilityRow[] = [];
  for (const check of checksOf(among, judge !== undefined)) rows.push(await rowOf(check, { sides, among, context }));
  if (embedder) rows.push(await voicesRow(transcripts, { embedder, seed, signal }));
  rows.push(...opinionRows(opinions, seed));
  const isIdle = ({ estimate: { n, missing } }: BelievabilityRow): boolean =>
    n === 0 && Object.values(missing).every((times) => times === 0);
  return {
    conversations: new Set(transcripts.map(({ session }) => session)).size,
    sides: sides.length,
    rows: rows.filter((row) => !isIdle(row)),
    idle: rows.filter(isIdle).map(({ says }) => says),
    notes,
  };
}

function checksOf(among: HumanCorpus, isJudged: boolean): Check[] {
  const flip = { check: "role-flip", says: "takes another's part", measure: roleFlip(), isFault: true };
  const judged = {
    check: "role-flip-judged",
    says: "takes another's part, by a judge",
    measure: roleFlipJudged(),
    isFault: true,
  };
  return [
    flip,
    ...(isJudged ? [judged] : []),
    { check: "knowledge-leak", says: "says what it cannot know", measure: knowledgeLeak(), isFault: true },
    { check: "knowledge-leak own", says: "gives away what it keeps to itself", measure: knowledgeLeak({ of: "own" }) },
    { check: "over-cooperation", says: "goes along with what it is told", measure: overCooperation() },
    {
      check: "over-cooperation at-once",
      says: "gives in at its first stand",
      measure: overCooperation({ of: "at-once" }),
    },
    { check: "sanitisation", says: "pleasant where it is to be angry", measure: sanitisation() },
    { check: "sanitisation shown", says: "unpleasant where it is to be angry", measure: sanitisation({ of: "shown" }) },
    { check: "sanitisation slope", says: "the angry softens, a turn", measure: sanitisation({ of: "slope" }) },
    { check: "cross-agent-repetition", says: "echoes another", measure: crossAgentRepetition(), isFault: true },
    { check: "agent-collapse", says: "talks like the others (BLEU)", measure: agentCollapse(), growsWithTurns: true },
    { check: "self-bleu", says: "talks like before (BLEU)", measure: selfBleu(), growsWithTurns: true },
    { check: "style-stability", says: "keeps its style (cosine)", measure: styleStability() },
    {
      check: "human-likeness turn-length",
      says: "share of people with shorter turns",
      measure: humanLikeness({ among }),
    },
    {
      check: "human-likeness question-rate",
      says: "share of people who ask less",
      measure: humanLikeness({ of: "question-rate", among }),
    },
    {
      check: "human-likeness distinct-2",
      says: "share of people with fewer word pairs",
      measure: humanLikeness({ of: "distinct-2", among }),
    },
  ];
}

async function rowOf(
  { check, says, measure, isFault = false, growsWithTurns = false }: Check,
  { sides, among, context }: Required<Pick<BelievableOptions, "sides" | "among">> & { context: MeasureContext },
): Promise<BelievabilityRow> {
  const scored: { side: SimulatedSide; score: Score }[] = [];
  for (const side of sides) {
    const { transcript, speaker, persona = { schema: "dramatis.persona/1", name: speaker } } = side;
    const scores = await measure.score({ transcript, speaker, persona, personaVersion: "" }, context);
    for (const score of scores) scored.push({ side, score });
  }
  const estimate = measure.aggregate(
    scored.map(({ score }) => score),
    context.seed,
  );
  const isLong = growsWithTurns && sides.some(({ transcript }) => transcript.messages.length > MOST_TURNS_COMPARED);
  const people = isLong ? undefined : (humanRate(check, among) ?? undefined);
  const found = scored.flatMap(({ side, score }) =>
    isFault && score.evidence !== undefined && score.value === 1 ? [lineOf(side, score.evidence)] : [],
  );
  const isOdd = isOff(estimate, people);
  return { check, says, estimate, ...(people && { people }), isOdd, found: found.slice(0, MOST_FOUND) };
}

function lineOf(
  { speaker }: SimulatedSide,
  { session, turn, quote, against }: Evidence,
): BelievabilityRow["found"][number] {
  return { session, turn, speaker, quote, why: against?.text ?? "" };
}

/** Whether the two intervals do not touch, on the bad side. */
function isOff({ low, high, direction }: BelievabilityRow["estimate"], people: BelievabilityRow["people"]): boolean {
  if (!people || low === null || high === null || people.low === null || people.high === null) return false;
  return (direction === "lower" && low > people.high) || (direction === "higher" && high < people.low);
}

async function voicesRow(
  transcripts: readonly Transcript[],
  { embedder, seed, signal }: { embedder: Embedder; seed: number; signal: AbortSignal | undefined },
): Promise<BelievabilityRow> {
  const bySession = new Map(transcripts.map((transcript) => [transcript.session, transcript]));
  const scores: Score[] = [];
  for (const [cluster, transcript] of bySession) {
    const found = await vendiAcross(transcript, { embedder, signal });
    if (found) scores.push({ cluster, value: (found.across - 1) / (found.agents - 1) });
  }
  const made = {
    measure: "vendi-across",
    version: "1",
    unit: "ratio",
    direction: "higher",
    seed,
    judge: embedder.id,
  } as const;
  const estimate = estimateOf(scores, { ...made, counts: "conversations" });
  return { check: "vendi-across", says: "different voices, 0 one to 1 all (Vendi)", estimate, isOdd: false, found: [] };
}

function opinionRows(opinions: readonly OpinionRound[], seed: number): BelievabilityRow[] {
  const { conformity: publicly, confabulation, majority } = conformity(opinions, { seed });
  return [
    { check: "conformity", says: "voices what it does not hold", estimate: publicly, isOdd: false, found: [] },
    {
      check: "conformity confabulation",
      says: "ends with what nobody voiced",
      estimate: confabulation,
      isOdd: false,
      found: [],
    },
    {
      check: "conformity majority",
      says: "ends with the majority against its own view",
      estimate: majority,
      isOdd: false,
      found: [],
    },
  ];
}

/** Steps and agents beyond these take long to compare, and say little more. */
const MOST_AGENTS = 40;
export const MOST_EVENTS = 2000;

/**
 * A scene's agents as sides, each in the conversation that it could hear, with what all others keep to themselves noted in
 * it. Of a long scene the beginning, of a crowd the first.
 *
 * @param options.total how many events there were, where the world has not all of them
 */
export function sceneSides(
  world: SceneWorld,
  { personas, total = world.events.length }: { personas?: ReadonlyMap<string, Persona>; total?: number } = {},
): Required<Pick<BelievableOptions, "sides" | "notes">> {
  const { agents, events } = world;
  const secrets = agents.map(({ name, goal, secret }) => [name, [goal, secret].filter((text) => text !== undefined)]);
  const note = { private: Object.fromEntries(secrets) as Record<string, string[]> };
  const begun = { ...world, events: events.slice(0, MOST_EVENTS) };
  const sides = agents.slice(0, MOST_AGENTS).map(({ name }): SimulatedSide => {
    const persona = personas?.get(name);
    return { transcript: sceneTranscript(begun, { as: name, note }), speaker: name, ...(persona && { persona }) };
  });
  const notes = [
    ...(agents.length > MOST_AGENTS ? [`The first ${MOST_AGENTS} of ${agents.length} agents were checked.`] : []),
    ...(total > MOST_EVENTS ? [`The first ${MOST_EVENTS} of ${total} events were checked.`] : []),
  ];
  return { sides, notes };
}

import { z } from "zod";
import {
  type ChatMessage,
  contentId,
  DramatisError,
  type Executor,
  InputError,
  MISSING,
  type Model,
  type Trial,
  type TrialOutcome,
  UnsupportedError,
} from "../../core/index.ts";
import { questionFramesIn } from "../../measure/populations/index.ts";
import {
  type AskedItem,
  askedItems,
  choiceFramesIn,
  choiceOrders,
  framesIn,
  type InstrumentFile,
  type InstrumentItem,
  type ItemResponse,
  MOST_FRAMES,
  optionOrders,
  rangeOf,
  type SurveyMode,
} from "../../measure/psychometrics/index.ts";
import { type LoadedPersona, renderPersona } from "../../persona/index.ts";
import { inProcess, keepOutcomes, type Run } from "../../run/index.ts";
import { askInSequence } from "./ask-in-sequence.ts";
import {
  type Answer,
  type Asking,
  askAtOnce,
  askByProbability,
  askInWords,
  askOpenly,
  chooserOf,
} from "./ask-items.ts";

/** Changes when the same inputs would give other answers. */
const DEFINITION = "1";

/** What a survey takes where nothing is said. */
export const SURVEY_DEFAULTS = {
  language: "en",
  mode: "single",
  orders: 2,
  frames: 1,
  repeats: 1,
  seed: 42,
  concurrency: 4,
  temperature: 0.7,
} as const;

/** A persona that is asked, and the name its answers are kept under where that is not the persona's own. */
export interface AskedPersona extends LoadedPersona {
  person?: string;
  /** A conversation of its own that stands before the questions: no two turns of one role in a row. */
  talk?: readonly ChatMessage[];
}

export interface SurveyOptions {
  instrument: InstrumentFile;
  personas: readonly AskedPersona[];
  /** Answers as each persona. */
  model: Model;
  language?: string;
  /** One item a call in a fresh conversation, one after another in one conversation, all items in one reply, or open questions that a judge reads. */
  mode?: SurveyMode;
  /** Probabilities of the options, or a reply in words; probabilities where the model gives them. */
  answers?: "probabilities" | "words" | undefined;
  /** Turns answers to open questions into options. */
  judge?: Model | undefined;
  /** Orders of the options, wordings, and times, of every item. */
  orders?: number;
  frames?: number;
  repeats?: number;
  /** Of replies in words; probabilities need none. */
  temperature?: number;
  /** Adjectives per trait in the prompt; all of them where absent. */
  markersPerTrait?: number | undefined;
  seed?: number;
  concurrency?: number;
  /** Who does the trials; this process alone, where nothing is said. */
  executor?: Executor | undefined;
  /** Keeps the answers to each item as they come; those that it has are not asked again. */
  run?: Run;
  onStart?: (count: { total: number; already: number }) => void;
  onOutcome?: (outcome: TrialOutcome) => void;
  signal?: AbortSignal | undefined;
}

export interface Survey {
  /** In the order of the personas, then of the items. */
  responses: ItemResponse[];
  /** Who answered: names, with a number where two are alike, as `responses` has them. */
  people: { person: string; persona: LoadedPersona }[];
  answers: "probabilities" | "words";
  frames: string[];
  /** Trials that broke off, whose answers count as failed. */
  failures: { person: string; item: string; code: string; message: string }[];
}

/**
 * Puts a questionnaire to personas that a model plays, every item in several orders of its options and several wordings. A
 * trial is one question to one persona (all items one way, where they are asked at once): a survey that was killed goes on
 * there. Equal seeds and a model that keeps to them give equal answers.
 *
 * @throws InputError for items or a language that the instrument does not have. @throws UnsupportedError for probabilities
 *   that the model does not give, or open questions without a judge. @throws DramatisError when not one trial came to its
 *   end. @throws BudgetError at the cost cap, and the abort reason of `signal`.
 */
export async function survey(options: SurveyOptions): Promise<Survey> {
  const { personas, instrument, concurrency = SURVEY_DEFAULTS.concurrency, ...hooks } = options;
  const { executor = inProcess({ concurrency }) } = options;
  const { language = SURVEY_DEFAULTS.language } = options;
  const items = askedItems(instrument, language);
  const shown = ordersShown(options);
  const ways = waysOf(options);
  const answers = await answersOf(options, items[0] as AskedItem, { ways, shown });
  const people = namedApart(personas);
  const trials = people.flatMap(({ person, persona }) =>
    planPerson({ ...options, answers }, { person, persona, items, ways, shown }),
  );
  const outcomes = await keepOutcomes({
    ...hooks,
    trials,
    perform: (trial, signal) => trial.ask(signal),
    executor,
  });
  const settled = trials.map((trial) => ({ trial, outcome: outcomes.get(trial.id) }));
  const failures = settled.flatMap(({ trial: { person, asked }, outcome }) =>
    outcome?.status === "failed" ? [{ person, item: asked[0]?.item ?? "", ...outcome.error }] : [],
  );
  const [first] = failures;
  if (first && failures.length === trials.length)
    throw new DramatisError(first.code, `${first.person}: nothing was answered: ${first.message}`);
  const responses = settled.flatMap(({ trial: { person, asked }, outcome }): ItemResponse[] => {
    const kept = outcome?.status === "done" ? readAnswers(outcome.result, instrument.name) : undefined;
    return (kept ?? asked.map((one) => ({ ...one, value: null, missing: "failed" as const }))).map((one) => ({
      person,
      ...one,
    }));
  });
  return { responses, people, answers, frames: [...new Set(ways.map(({ frame }) => frame.name))], failures };
}

/** A wording, the number of an order, and a time. */
interface WayOfAsking extends Pick<Asking, "frame" | "repeat"> {
  order: number;
}

/** By item the orders in which its options are shown. */
type OrdersShown = ReadonlyMap<string, readonly (readonly number[])[]>;

/** @throws InputError for more orders than there are */
function ordersShown(options: SurveyOptions): OrdersShown {
  const { instrument, orders: count = SURVEY_DEFAULTS.orders, seed = SURVEY_DEFAULTS.seed } = options;
  const { items, choices } = instrument;
  if (choices !== undefined)
    return new Map(items.map((item) => [item.id, choiceOrders(instrument, item, { count, seed })]));
  const { min, max } = rangeOf(instrument);
  const shared = optionOrders(count, max - min + 1, { seed });
  return new Map(items.map(({ id }: InstrumentItem) => [id, shared]));
}

function waysOf(options: SurveyOptions): WayOfAsking[] {
  const { instrument, language = SURVEY_DEFAULTS.language, mode = SURVEY_DEFAULTS.mode } = options;
  const {
    orders = SURVEY_DEFAULTS.orders,
    frames = SURVEY_DEFAULTS.frames,
    repeats = SURVEY_DEFAULTS.repeats,
  } = options;
  if (frames > MOST_FRAMES)
    throw new InputError({ where: "--frames", found: `${frames} wordings`, expected: `at most ${MOST_FRAMES}` });
  if (instrument.choices !== undefined && mode !== "single" && mode !== "sequential") {
    const expected = `--mode single or sequential: the items of ${instrument.name} have options of their own`;
    throw new InputError({ where: "--mode", found: mode, expected });
  }
  const asked = framesOf(instrument)(language, frames);
  const times = Array.from({ length: repeats }, (_, i) => i + 1);
  // Open questions show no options, and have one wording.
  const [framesAsked, count] = mode === "interview" ? [asked.slice(0, 1), 1] : [asked, orders];
  return framesAsked.flatMap((frame) =>
    Array.from({ length: count }, (_, order) => times.map((repeat) => ({ frame, order, repeat }))).flat(),
  );
}

function framesOf({ choices }: InstrumentFile): typeof framesIn {
  if (choices === "questions") return questionFramesIn;
  return choices === undefined ? framesIn : choiceFramesIn;
}

/** Asks once where nothing was said: a server may take the question and give no probabilities. */
async function answersOf(
  options: SurveyOptions,
  item: AskedItem,
  { ways: [way], shown }: { ways: readonly WayOfAsking[]; shown: OrdersShown },
): Promise<"probabilities" | "words"> {
  const { instrument, language = SURVEY_DEFAULTS.language, mode = SURVEY_DEFAULTS.mode } = options;
  const { model, answers, judge, personas, signal = new AbortController().signal } = options;
  if (mode === "interview" && judge === undefined)
    throw new UnsupportedError("--mode interview", "judge", "add --judge openai:MODEL");
  if (mode === "batch" || mode === "interview") {
    if (answers === "probabilities")
      throw new InputError({
        where: "--answers",
        found: `probabilities with --mode ${mode}`,
        expected: "--mode single",
      });
    return "words";
  }
  if (answers !== undefined) {
    if (answers === "probabilities") chooserOf(model);
    return answers;
  }
  const [first] = personas;
  if (model.choose === undefined || way === undefined || first === undefined) return "words";
  try {
    const system = systemOf(first, options.markersPerTrait);
    const order = orderOf(way, item.id, shown);
    const asking = { model, system, file: instrument, language, ...way, order, seed: 0, temperature: 0, signal };
    await askByProbability(asking, item);
    return "probabilities";
  } catch (error) {
    if (error instanceof UnsupportedError) return "words";
    throw error;
  }
}

function orderOf({ order }: WayOfAsking, item: string, shown: OrdersShown): Asking["order"] {
  return { number: order, shown: shown.get(item)?.[order] ?? [] };
}

interface PlannedTrial extends Trial {
  person: string;
  /** What is counted as failed where it broke off. */
  asked: Omit<Answer, "value">[];
  ask(signal: AbortSignal): Promise<Answer[]>;
}

interface PersonPlan {
  person: string;
  persona: AskedPersona;
  items: readonly AskedItem[];
  ways: readonly WayOfAsking[];
  shown: OrdersShown;
}

function planPerson(
  options: SurveyOptions & { answers: "probabilities" | "words" },
  { person, persona, items, ways, shown }: PersonPlan,
): PlannedTrial[] {
  const { instrument, model, mode = SURVEY_DEFAULTS.mode, answers, seed = SURVEY_DEFAULTS.seed } = options;
  const {
    language = SURVEY_DEFAULTS.language,
    temperature = SURVEY_DEFAULTS.temperature,
    markersPerTrait,
    judge,
  } = options;
  const shared = {
    definition: DEFINITION,
    persona: persona.version,
    talk: persona.talk && contentId(persona.talk),
    model: model.id,
    judge: judge?.id,
    instrument: contentId({ ...instrument, norms: [] }),
    language,
    mode,
    answers,
    temperature: answers === "words" ? temperature : undefined,
    markersPerTrait,
    seed,
  };
  const system = systemOf(persona, markersPerTrait);
  const noted = (way: WayOfAsking, item: string): Omit<Answer, "value"> => ({
    item,
    frame: way.frame.name,
    order: way.order,
    repeat: way.repeat,
  });
  // Items that are asked at once share the order of their options.
  const [firstItem] = items;
  const asking = (way: WayOfAsking, of: string, signal: AbortSignal): Asking => {
    const drawn = Number.parseInt(contentId([seed, of, way.frame.name, way.order, way.repeat]).slice(0, 7), 16);
    const order = orderOf(way, of === "" ? (firstItem?.id ?? "") : of, shown);
    const { talk } = persona;
    return { model, system, talk, file: instrument, language, ...way, order, seed: drawn, temperature, signal };
  };
  if (mode === "batch") {
    return ways.map((way) => {
      const order = orderOf(way, firstItem?.id ?? "", shown);
      const input = { ...shared, items: items.map(({ id }) => id), way: noted(way, ""), shown: order.shown };
      const asked = items.map(({ id }) => noted(way, id));
      return { id: contentId(input), input, person, asked, ask: (signal) => askAtOnce(asking(way, "", signal), items) };
    });
  }
  if (mode === "sequential") {
    return ways.map((way): PlannedTrial => {
      const orders = items.map(({ id }) => orderOf(way, id, shown).shown);
      const input = { ...shared, items: items.map(({ id }) => id), way: noted(way, ""), shown: orders };
      const asked = items.map(({ id }) => noted(way, id));
      const ask = (signal: AbortSignal): Promise<Answer[]> =>
        askInSequence(items, { answers, asking: ({ id }) => asking(way, id, signal) });
      return { id: contentId(input), input, person, asked, ask };
    });
  }
  // Way after way: what was read of an introduction serves all its items.
  return ways.flatMap((way) =>
    items.map((item): PlannedTrial => {
      const asked = noted(way, item.id);
      const order = orderOf(way, item.id, shown);
      const input = { ...shared, text: item.text, way: asked, shown: order.shown };
      const ask = async (signal: AbortSignal): Promise<Answer[]> => [
        await askOne(asking(way, item.id, signal), item, { mode, answers, judge }),
      ];
      return { id: contentId(input), input, person, asked: [asked], ask };
    }),
  );
}

function askOne(
  asking: Asking,
  item: AskedItem,
  { mode, answers, judge }: { mode: SurveyMode; answers: "probabilities" | "words"; judge: Model | undefined },
): Promise<Answer> {
  if (mode === "interview" && judge) return askOpenly(asking, item, judge);
  return answers === "probabilities" ? askByProbability(asking, item) : askInWords(asking, item);
}

/** What the one who answers is told to be. */
export function systemOf({ persona }: LoadedPersona, markersPerTrait: number | undefined): string {
  return renderPersona(persona, { ...(markersPerTrait !== undefined && { markersPerTrait }) }).system;
}

function namedApart(personas: readonly AskedPersona[]): { person: string; persona: AskedPersona }[] {
  const seen = new Map<string, number>();
  return personas.map((persona) => {
    const { person: name = persona.persona.name } = persona;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return { person: times === 1 ? name : `${name} (${times})`, persona };
  });
}

const kept: z.ZodType<Answer[]> = z.array(
  z.object({
    item: z.string(),
    frame: z.string(),
    order: z.int(),
    repeat: z.int(),
    value: z.number().nullable(),
    missing: z.enum(MISSING).exactOptional(),
    probabilities: z.array(z.number()).exactOptional(),
    place: z.int().exactOptional(),
  }),
);

/** Answers as they come back from the file of an earlier run. @throws InputError when they are something else */
function readAnswers(result: unknown, where: string): Answer[] {
  const read = kept.safeParse(result);
  if (read.success) return read.data;
  throw new InputError({
    where,
    found: "a trial whose result is not answers",
    expected: "the answers of this survey",
    fix: "run again without --resume",
  });
}

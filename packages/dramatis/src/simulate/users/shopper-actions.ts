/**
 * Foretells a shopper's next action on a page from who they are, what they see, and what they last did and why.
 *
 * OPeRA [118]: sessions of a persona's observations, actions (click, input, scroll, terminate …) and rationales; given the last
 * h = 5 of these the model says the next action and its rationale. Scores: exact match of the whole action (type, target and
 * text, letter case and white space aside), macro-F1 of types, F1 of the kinds of clicks, and how near the rationales are. The
 * published figures take BERTScore or ROUGE for the last; here it is the cosine of the embedder that is given. Without persona, rationales or
 * history the same is asked again, and McNemar's test says whether it matters. The session's outcome is left out. The page is
 * cut to its first characters. The step itself, its rationale and what comes after are in no prompt. What cannot be read is
 * missing, never wrong; no steps give figures of null.
 *
 * @paper 118
 * @function
 * @needs actor, embed
 */
import { z } from "zod";
import { contentId, type Embedder, type Estimate, type Model, type Persona, type Score } from "../../core/index.ts";
import { askJson, cosine, mapConcurrent } from "../../model/index.ts";
import { renderPersona } from "../../persona/index.ts";
import { estimateOf, f1Of, type LabelPair, type McNemar, macroF1, mcNemar, mean } from "../../stats/index.ts";

export interface ShopperAction {
  /** "click", "input", "scroll", "terminate" …, as the data has it. */
  type: string;
  /** What it is done to: an element's name on the page. */
  target?: string | undefined;
  /** What is typed. */
  text?: string | undefined;
}

export interface ShopperStep {
  /** The page, simplified. */
  observation: string;
  action: ShopperAction;
  rationale?: string;
}

export interface ShopperSession {
  id: string;
  persona?: Persona;
  steps: readonly ShopperStep[];
}

/** What a prediction may be made without. */
export type ShopperSource = "persona" | "rationale" | "history";

export interface ShopperPrediction {
  session: string;
  /** Index of the step. */
  step: number;
  gold: ShopperAction;
  rationale?: string;
  /** null where it could not be read. */
  predicted: (ShopperAction & { rationale: string }) | null;
}

export interface ShopperActionsOptions {
  model: Model;
  /** Types that the data knows; those of the sessions where absent. */
  types?: readonly string[];
  without?: readonly ShopperSource[];
  /** Steps before that are shown (h). */
  past?: number;
  /** Characters of a page that are shown. */
  mostPage?: number;
  seed?: number;
  concurrency?: number;
  signal?: AbortSignal | undefined;
}

const TASK = `Given are who a shopper is, what they saw and did last on a shop's pages and why, the oldest first, and the page that they see now. Foretell the one action that this shopper does next, and why in their words. "type" is one of the types given; "target" the element as the page names it, null where the action has none; "text" what they type, null for nothing.
Reply {"rationale": "…", "type": "…", "target": "…" or null, "text": "…" or null}.`;

/** A prediction for every step of every session. @throws what the model throws. @throws the signal's reason */
export async function shopperActions(
  sessions: readonly ShopperSession[],
  options: ShopperActionsOptions,
): Promise<ShopperPrediction[]> {
  const { model, without = [], past = 5, mostPage = 4000, seed = 0, concurrency = 4, signal } = options;
  const types = options.types ?? [...new Set(sessions.flatMap(({ steps }) => steps.map(({ action }) => action.type)))];
  const shape = z.object({
    rationale: z.string(),
    type: z.string().refine((type) => types.includes(type), `is not one of ${types.join(", ")}`),
    target: z.string().nullable(),
    text: z.string().nullable(),
  });
  const isShown = (source: ShopperSource): boolean => !without.includes(source);
  const all = sessions.flatMap((session) => session.steps.map((step, at) => ({ session, step, at })));
  return mapConcurrent(
    all,
    async ({ session, step, at }, inner): Promise<ShopperPrediction> => {
      const before = isShown("history") ? session.steps.slice(Math.max(0, at - past), at) : [];
      const material = {
        types,
        ...(session.persona &&
          isShown("persona") && { shopper: renderPersona(session.persona, { person: "third" }).system }),
        before: before.map(({ observation, action, rationale }) => ({
          page: observation.slice(0, mostPage),
          action,
          ...(rationale !== undefined && isShown("rationale") && { rationale }),
        })),
        page: step.observation.slice(0, mostPage),
      };
      const drawn = Number.parseInt(contentId([seed, session.id, at]).slice(0, 8), 16) & 0x7fffffff;
      const read = await askJson(model, { task: TASK, material, shape, seed: drawn }, inner);
      const predicted = read && {
        ...{ type: read.type, rationale: read.rationale },
        ...(read.target !== null && { target: read.target }),
        ...(read.text !== null && { text: read.text }),
      };
      const { action: gold, rationale } = step;
      return { session: session.id, step: at, gold, ...(rationale !== undefined && { rationale }), predicted };
    },
    { concurrency, signal },
  );
}

/** Whether type, target and text are the same, letter case and white space aside. */
export function isSameAction(a: ShopperAction, b: ShopperAction): boolean {
  return (["type", "target", "text"] as const).every((part) => plain(a[part]) === plain(b[part]));
}

export interface ShopperScores {
  /** Share of whole actions that are right; each session is a cluster. */
  exact: Estimate;
  typeAccuracy: Estimate;
  typeMacroF1: number | null;
  /** F1 of each kind of click, among steps that are clicks on either side; empty without `clickKind`. */
  clickF1: Record<string, number>;
  /** Cosine of foretold and told rationales, where there are both; null without an embedder. */
  rationale: Estimate | null;
}

export interface ShopperScoresOptions {
  /** What kind of click it is by its target: "purchase", "review" … */
  clickKind?: (target: string) => string;
  embedder?: Embedder;
  seed?: number;
  signal?: AbortSignal | undefined;
}

export async function shopperScores(
  predictions: readonly ShopperPrediction[],
  { clickKind, embedder, seed, signal }: ShopperScoresOptions = {},
): Promise<ShopperScores> {
  const read = predictions.flatMap(({ gold, predicted }) => (predicted ? [{ gold, predicted }] : []));
  const types = read.map(({ gold, predicted }) => ({ gold: plain(gold.type), predicted: plain(predicted.type) }));
  const share = (measure: string, holds: (a: ShopperAction, b: ShopperAction) => boolean): Estimate => {
    const scores = predictions.map(({ session, step, gold, predicted }): Score => {
      const place = { cluster: session, turn: step };
      if (predicted === null) return { ...place, value: null, missing: "unparsed" };
      return { ...place, value: Number(holds(gold, predicted)) };
    });
    return estimateOf(scores, { measure, version: "1", unit: "ratio", direction: "higher", seed });
  };
  return {
    exact: share("exact-action", isSameAction),
    typeAccuracy: share("action-type", (a, b) => plain(a.type) === plain(b.type)),
    typeMacroF1: macroF1(types),
    clickF1: clickKind ? clickScores(read, clickKind) : {},
    rationale: embedder ? await rationaleLikeness(predictions, { embedder, seed, signal }) : null,
  };
}

/** Whether leaving something out changes exact match: the steps that were read both times. */
export interface ShopperAblation extends McNemar {
  /** Share exactly right of these steps, with and without; null for none. */
  full: number | null;
  ablated: number | null;
  n: number;
}

/** @throws RangeError where the two are not of the same steps, in order */
export function shopperAblation(
  full: readonly ShopperPrediction[],
  ablated: readonly ShopperPrediction[],
): ShopperAblation {
  const isOfOne = (i: number): boolean =>
    full[i]?.session === ablated[i]?.session && full[i]?.step === ablated[i]?.step;
  if (full.length !== ablated.length || !full.every((_, i) => isOfOne(i))) {
    throw new RangeError("invalid predictions; not of the same steps");
  }
  const right = ({ gold, predicted }: ShopperPrediction): boolean =>
    predicted !== null && isSameAction(gold, predicted);
  const both = full.flatMap((one, i) => {
    const other = ablated[i] as ShopperPrediction;
    return one.predicted && other.predicted ? [[right(one), right(other)] as const] : [];
  });
  const [first, second] = [both.map(([a]) => a), both.map(([, b]) => b)];
  return {
    ...mcNemar(first, second),
    full: mean(first.map(Number)),
    ablated: mean(second.map(Number)),
    n: both.length,
  };
}

const CLICK = "click";
const NO_CLICK = "no click";

/** F1 of each kind of click that was foretold or made; a step that is no click on one side is an error of the other's kind. */
function clickScores(
  read: readonly { gold: ShopperAction; predicted: ShopperAction }[],
  clickKind: (target: string) => string,
): Record<string, number> {
  const kindOf = ({ type, target = "" }: ShopperAction): string =>
    plain(type) === CLICK ? clickKind(target) : NO_CLICK;
  const pairs = read.map(({ gold, predicted }): LabelPair => ({ gold: kindOf(gold), predicted: kindOf(predicted) }));
  const kinds = new Set(pairs.flatMap(({ gold, predicted }) => [gold, predicted]));
  kinds.delete(NO_CLICK);
  return Object.fromEntries([...kinds].sort().map((kind) => [kind, f1Of(pairs, kind) as number]));
}

async function rationaleLikeness(
  predictions: readonly ShopperPrediction[],
  { embedder, seed, signal }: { embedder: Embedder; seed: number | undefined; signal: AbortSignal | undefined },
): Promise<Estimate> {
  const told = predictions.flatMap(({ session, step, rationale = "", predicted }) =>
    rationale.trim() === "" ? [] : [{ session, step, rationale, predicted }],
  );
  const texts = told.flatMap(({ rationale, predicted }) => [rationale, predicted?.rationale ?? ""]);
  const vectors = texts.length > 0 ? await embedder.embed(texts, signal) : [];
  const scores = told.map(({ session, step, predicted }, i): Score => {
    const place = { cluster: session, turn: step };
    if (predicted === null) return { ...place, value: null, missing: "unparsed" };
    return { ...place, value: cosine(vectors[2 * i] as Float32Array, vectors[2 * i + 1] as Float32Array) };
  });
  const made = { measure: "rationale-likeness", version: "1", judge: embedder.id, seed };
  return estimateOf(scores, { ...made, unit: "cosine", direction: "higher" });
}

function plain(text: string = ""): string {
  return text.trim().replace(/\s+/gu, " ").toLowerCase();
}

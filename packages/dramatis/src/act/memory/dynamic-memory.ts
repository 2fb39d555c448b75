/**
 * Brings one aspect of the persona to mind a turn, the one that bears on what was said, and lets none take over.
 *
 * CharacterChat (Tu et al. 2023), by its released code: each turn at most one of the persona's aspects (facets.aspects)
 * is put in the prompt; where none bears on what was said, "additional" is, in half of the turns; an aspect used three
 * times in the last five turns is blocked; a seeker's second turn is given "recent_worry". We depart: the aspect is
 * chosen by a chat model, or else by an embedder, the nearest of a cosine of .35 or more; chance is seeded, so that a
 * second reply to the same message has the first one's aspect. Choices are told apart by session and turn.
 * A persona without aspects, or of whom nothing is asked, contributes nothing. A reply of the model that cannot be used
 * is no aspect.
 *
 * @paper 47
 * @needs embed
 */
import { z } from "zod";
import { type AgentView, contentId, type Embedder, type Model, type Persona, random } from "../../core/index.ts";
import { askJson, cosine, keptVectors, neededEmbedder } from "../../model/index.ts";
import { aspectsFacet } from "../../persona/facets.ts";
import { readFacet } from "../../persona/index.ts";
import { words } from "../../persona/social-sentence.ts";
import { sameName } from "../../transcript/index.ts";
import type { Strategy } from "../strategy.ts";
import { lastHeard } from "./recall.ts";
import { savedState } from "./saved-state.ts";

/** Aspects that are not chosen like the others: said of the persona anyway, or only as a last resort. */
const ADDITIONAL = "additional";
const WORRY = ["recent_worry", "recentWorry"];
const WINDOW = 5;
const MOST_USES = 3;

/** The aspects that were used three times or more in the last five turns. @param uses one a turn, null for none. */
export function blockedAspects(uses: readonly (string | null)[]): Set<string> {
  const recent = uses.slice(-WINDOW).filter((aspect) => aspect !== null);
  return new Set(recent.filter((aspect) => recent.filter((other) => other === aspect).length >= MOST_USES));
}

/** Chooses among aspects (name → text) the one that bears on what was said; null for none. */
export type ChooseAspect = (
  said: string,
  aspects: ReadonlyMap<string, string>,
  signal?: AbortSignal,
) => Promise<string | null>;

/** The nearest in meaning, where its cosine is at least `atLeast`. */
export function aspectByEmbedder(embedder: Embedder, { atLeast = 0.35 }: { atLeast?: number } = {}): ChooseAspect {
  const vectors = keptVectors(embedder);
  return async (said, aspects, signal) => {
    const texts = [...aspects].map(([name, text]) => `${words(name)}: ${text}`);
    const [asked] = await embedder.embed([said], signal);
    const near = (await vectors(texts, signal)).map((vector) => cosine(asked as Float32Array, vector));
    const best = near.reduce((first, value, i) => (value > (near[first] as number) ? i : first), 0);
    return (near[best] ?? -1) >= atLeast ? ([...aspects.keys()][best] ?? null) : null;
  };
}

const TASK = `You are given the last message of a conversation and the aspects of whoever is to answer it.
Name the one aspect that bears on the answer, or null where none does.
Reply with {"field": "..." or null}.`;

const shape = z.object({ field: z.string().nullable() });

/** One call a turn, and one more where the reply cannot be used. @throws ModelError, BudgetError from the model. */
export function aspectByModel(model: Model): ChooseAspect {
  return async (said, aspects, signal) => {
    const material = { message: said, aspects: Object.fromEntries(aspects) };
    const field = (await askJson(model, { task: TASK, material, shape }, signal))?.field ?? null;
    return field !== null && aspects.has(field) ? field : null;
  };
}

export interface DynamicMemoryOptions {
  /** Chooses: a call a turn, and one more where it must be mended. */
  model?: Model;
  /** Required without a model. */
  embedder?: Embedder;
  choose?: ChooseAspect;
  /** The persona is the one who seeks support. */
  isSeeker?: boolean;
  seed?: number;
}

const state = z.array(z.object({ session: z.string(), turn: z.number().int(), aspect: z.string().nullable() }));

/** @throws UnsupportedError without a model or an embedder. Its methods reject with what these throw. */
export function dynamicMemory({
  model,
  embedder,
  choose = model ? aspectByModel(model) : aspectByEmbedder(neededEmbedder("dynamic-memory", embedder)),
  isSeeker = false,
  seed = 0,
}: DynamicMemoryOptions = {}): Strategy {
  let choices: z.infer<typeof state> = [];

  async function choice(view: AgentView, said: string, signal?: AbortSignal): Promise<string | null> {
    const aspects = aspectsOf(view.persona);
    const own = view.history.filter(({ speaker }) => sameName(speaker, view.persona.name)).length;
    const worry = WORRY.find((name) => aspects.has(name));
    if (isSeeker && own === 1 && worry !== undefined) return worry;
    const blocked = blockedAspects(choices.map(({ aspect }) => aspect));
    const open = new Map([...aspects].filter(([name]) => name !== ADDITIONAL && !blocked.has(name)));
    const chosen = open.size > 0 ? await choose(said, open, signal) : null;
    if (chosen !== null) return chosen;
    const chance = random(Number.parseInt(contentId({ seed, turn: view.history.length }).slice(0, 8), 16)).next();
    return chance < 0.5 && aspects.has(ADDITIONAL) && !blocked.has(ADDITIONAL) ? ADDITIONAL : null;
  }

  return {
    name: "dynamic-memory",
    replaces: ["ASPECTS"],
    async contribute(view, signal) {
      signal?.throwIfAborted();
      const heard = lastHeard(view);
      if (heard === undefined) return [];
      const { session, turn } = heard;
      let made = choices.find((each) => each.session === session && each.turn === turn);
      if (made === undefined) {
        made = { session, turn, aspect: await choice(view, heard.text, signal) };
        choices = [...choices, made].slice(-WINDOW);
      }
      const text = made.aspect === null ? undefined : aspectsOf(view.persona).get(made.aspect);
      if (made.aspect === null || text === undefined) return [];
      const block = { block: "ASPECTS", text: `On your mind now, your ${words(made.aspect)}: ${text}` };
      return [{ ...block, fields: [`facets.aspects.${made.aspect}`] }];
    },
    state: {
      save: () => structuredClone(choices),
      load(saved) {
        choices = savedState("dynamic-memory", state, saved);
      },
    },
  };
}

/** The persona's aspects that say anything, lists as one text. */
function aspectsOf(persona: Persona): Map<string, string> {
  const facet = readFacet(persona, "aspects", aspectsFacet) ?? {};
  const texts = Object.entries(facet).map(([name, value]): [string, string] => {
    return [name, (typeof value === "string" ? value : value.join(", ")).trim()];
  });
  return new Map(texts.filter(([, text]) => text !== ""));
}

/**
 * Takes the candidate that tells a listener best which persona speaks, in balance with how probable it is.
 *
 * Public self-consciousness in rational speech acts (Kim et al. 2020): a listener who knows the persona (0) and some
 * distractors believes L(i | u) ∝ S(u | i)^β · prior(i), from an even prior; the speaker takes the highest
 * log S(u | 0) + α · log L(0 | u). The paper reasons at every token over the whole vocabulary as it decodes, which no
 * candidates can have; here the same is done over what can be scored. By `reply` (worlds × candidates calls) u is a whole
 * candidate, its probability in the balance per token, so that short ones have no start. By `word` (the same times words)
 * u is a word, each belief the next word's prior, and the score the mean over words. α = 2 and β = .5 are the paper's for
 * PersonaChat; it has 8 and 1 for Dialogue NLI. Log probabilities stop at −50 a token. Distractors share no sentence with
 * the persona and are drawn by seed, not by contradiction. What components add to the prompt is in none of the worlds.
 *
 * @paper 19
 * @needs logprobs
 */
import { type AgentView, type Guard, InputError, type Model, type Persona, random } from "../../core/index.ts";
import { neededScorer, type ScoringModel } from "../../model/index.ts";
import { claims } from "../../persona/index.ts";
import { checkCandidates, chooseBest, shown } from "./choose-best.ts";
import { DISTRACTORS } from "./distractors.ts";
import { wordsKey } from "./meet-premises.ts";
import { promptOf, scoreOf } from "./score-replies.ts";

export interface RsaOptions {
  /** Must be able to score. */
  model?: Model;
  /** Whom the listener may take the persona for. */
  distractors?: readonly Persona[];
  /** Personas that the listener knows, the true one with them: at least two. */
  worlds?: number;
  alpha?: number;
  beta?: number;
  by?: "reply" | "word";
  /** Draws the distractors. */
  seed?: number;
}

const LEAST = -50;

export function rsa({
  model,
  distractors = DISTRACTORS,
  worlds = 3,
  alpha = 2,
  beta = 0.5,
  by = "reply",
  seed = 0,
}: RsaOptions = {}): Guard {
  const name = "rsa";
  return {
    name,
    async choose(candidates, view, signal) {
      checkCandidates(name, candidates, signal);
      const scorer = neededScorer(name, model);
      const others = random(seed)
        .shuffle(distractors.filter((other) => isDisjoint(other, view.persona)))
        .slice(0, Math.max(1, worlds - 1));
      if (others.length === 0) throw noDistractors(view.persona);
      const personas = [view.persona, ...others.map((other) => ({ ...other, name: view.persona.name }))];
      const texts = candidates.map(({ text }) => text.trim());
      const heard = await scoreInWorlds(scorer, { view, personas, texts, by }, signal);
      return chooseBest(
        candidates,
        heard.map((units) => {
          if (units.length === 0) return { rank: [Number.NEGATIVE_INFINITY], reason: "no words" };
          const { score, belief } = selfConscious({ units, alpha, beta });
          return { rank: [score], reason: `${shown(score)}: a listener knows the persona with ${shown(belief)}` };
        }),
      );
    },
  };
}

/** A reply or a word, as the speakers of all worlds would say it. */
export interface SpokenUnit {
  /** Log probability in each world, the true one first. */
  logs: readonly number[];
  /** Over which the true speaker's is spread. */
  tokens: number;
}

/** What a self-conscious speaker makes of the units of one candidate; `belief` is the listener's in the true persona, 0..1. */
export function selfConscious({ units, alpha, beta }: { units: readonly SpokenUnit[]; alpha: number; beta: number }): {
  score: number;
  belief: number;
} {
  const count = units[0]?.logs.length ?? 1;
  let beliefs = new Array<number>(count).fill(-Math.log(count));
  let total = 0;
  for (const { logs, tokens } of units) {
    beliefs = listened(logs, beliefs, beta);
    total += (logs[0] as number) / tokens + alpha * (beliefs[0] as number);
  }
  return { score: total / units.length, belief: Math.exp(beliefs[0] as number) };
}

/** The listener's log belief in each world after a unit. */
export function listened(logs: readonly number[], prior: readonly number[], beta: number): number[] {
  const joint = logs.map((log, world) => beta * log + (prior[world] as number));
  const most = Math.max(...joint);
  const all = most + Math.log(joint.reduce((sum, one) => sum + Math.exp(one - most), 0));
  return joint.map((one) => one - all);
}

interface Scoring {
  view: AgentView;
  personas: readonly Persona[];
  texts: readonly string[];
  by: "reply" | "word";
}

/** The units of each text; none for a blank one. World by world, so that a model may keep the prompt. */
async function scoreInWorlds(
  model: ScoringModel,
  { view, personas, texts, by }: Scoring,
  signal?: AbortSignal,
): Promise<SpokenUnit[][]> {
  const worlds: { log: number; tokens: number }[][][] = [];
  for (const persona of personas) {
    const messages = promptOf({ ...view, persona }, model);
    const rows: { log: number; tokens: number }[][] = [];
    for (const text of texts) {
      const units: { log: number; tokens: number }[] = [];
      let before = 0;
      for (const continuation of by === "word" ? starts(text) : text === "" ? [] : [text]) {
        const { sum, tokens } = await scoreOf(model, { messages, continuation }, signal);
        const spread = by === "word" ? 1 : Math.max(1, tokens);
        const whole = Math.max(sum, LEAST * Math.max(1, tokens));
        units.push({ log: Math.min(0, whole - before), tokens: spread });
        if (by === "word") before = whole;
      }
      rows.push(units);
    }
    worlds.push(rows);
  }
  return texts.map((_, text) =>
    (worlds[0]?.[text] ?? []).map(({ tokens }, unit) => ({
      logs: worlds.map((rows) => rows[text]?.[unit]?.log ?? LEAST),
      tokens,
    })),
  );
}

/** "I sail." → "I", "I sail." */
function starts(text: string): string[] {
  return [...text.matchAll(/\S+/gu)].map(({ index, 0: word }) => text.slice(0, index + word.length));
}

function isDisjoint(a: Persona, b: Persona): boolean {
  const said = new Set(claims(b).map(({ text }) => wordsKey(text)));
  return claims(a).every(({ text }) => !said.has(wordsKey(text)));
}

function noDistractors({ name }: Persona): InputError {
  return new InputError({
    where: "rsa",
    found: "no distractor that differs from the persona",
    expected: `a persona that shares no sentence with ${name}`,
  });
}

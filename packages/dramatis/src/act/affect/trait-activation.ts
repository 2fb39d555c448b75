/**
 * Lets what goes on bring out some traits of the persona more and others less, by at most two of nine levels.
 *
 * PersonaFuse (2025), after trait activation theory: a situation calls forth traits. The paper routes between trained
 * adapters; this is the form for any model: cues of the last message give an activation of each Big Five trait in [−1, 1],
 * by words or by a chat model, smoothed over the messages as a ← ½ a + ½ new from 0, and the trait is shown at
 * clip(round(level + 2a), 1, 9) of the nine levels of adjective markers [37], so that who the persona is stays. We
 * depart: only traits that the persona has, and whose level moves, are said, with three pairs of adjectives each.
 * A message that cannot be judged, or only with a confidence below .5, changes nothing. Most model calls a turn: none by
 * words; by a model two for each of the user's last `window` messages that was not judged before. A persona without Big
 * Five levels contributes nothing.
 *
 * @paper 153
 */
import { z } from "zod";
import { type AgentView, type Component, type Message, type Model, type Persona, random } from "../../core/index.ts";
import { askJson } from "../../model/index.ts";
import { type BigFive, bigFive, level9, traitMarkers } from "../../persona/markers.ts";
import { sameName } from "../../transcript/index.ts";

/** How much a situation calls each trait forth (above 0) or holds it back, −1..1. */
export type Activation = Record<BigFive, number>;

export interface Situation {
  /** What of it bears on traits, such as "a conflict". */
  cues: string[];
  activation: Activation;
  /** 0..1. */
  confidence: number;
}

/** Judges the situation that a message makes; null where it cannot. */
export type ReadSituation = (text: string, signal?: AbortSignal) => Promise<Situation | null>;

export interface TraitActivationOptions {
  situation?: ReadSituation;
  /** Pairs of adjectives that are said of each trait. */
  markersPerTrait?: number;
  /** How many of the user's last messages are smoothed over. */
  window?: number;
  seed?: number;
}

const REST: Activation = { EXT: 0, AGR: 0, CON: 0, NEU: 0, OPE: 0 };
const TRAITS = Object.keys(REST) as BigFive[];

/** Confidence below which a judgement changes nothing. */
const SURE = 0.5;

export function traitActivation({
  situation = situationByWords(),
  markersPerTrait = 3,
  window = 6,
  seed = 0,
}: TraitActivationOptions = {}): Component {
  const judged = new Map<string, Situation | null>();

  /** What was judged is kept as long as it is among the last messages. */
  async function judge(messages: readonly Message[], signal?: AbortSignal): Promise<(Situation | null)[]> {
    const texts = new Set(messages.map(({ text }) => text));
    for (const text of judged.keys()) if (!texts.has(text)) judged.delete(text);
    const found: (Situation | null)[] = [];
    for (const { text } of messages) {
      const known = judged.get(text);
      const one = known === undefined ? await situation(text, signal) : known;
      judged.set(text, one);
      found.push(one);
    }
    return found;
  }

  return {
    name: "trait-activation",
    async contribute({ persona, history }: AgentView, signal) {
      signal?.throwIfAborted();
      const own = ownLevels(persona);
      if (own.length === 0) return [];
      const heard = history.filter(({ speaker }) => !sameName(speaker, persona.name));
      const activation = smoothed(await judge(window > 0 ? heard.slice(-window) : [], signal));
      const moved = own.flatMap(({ trait, level, field }) => {
        const now = effectiveLevel(level, activation[trait]);
        // The same pairs of a trait at every turn.
        const draw = { count: markersPerTrait, random: random(seed) };
        return now === level ? [] : [{ field, markers: traitMarkers(trait, now, draw) }];
      });
      if (moved.length === 0) return [];
      const markers = moved.flatMap((one) => one.markers).join(", ");
      const text = `With what is going on right now you are ${markers}. This is you in this situation; it goes before what is said of these traits above.`;
      return [{ block: "MARKERS-NOW", text, fields: moved.map(({ field }) => field) }];
    },
  };
}

/** The level, 1 to 9, at which a trait of this level shows under an activation of −1..1: at most 2 away. */
export function effectiveLevel(level: number, activation: number): number {
  return Math.min(9, Math.max(1, Math.round(level + 2 * activation)));
}

/** Each message counts as much as all before it, from rest; what is not judged, or unsurely, changes nothing. */
function smoothed(situations: readonly (Situation | null)[]): Activation {
  return situations.reduce<Activation>((before, situation) => {
    if (situation === null || situation.confidence < SURE) return before;
    const after = TRAITS.map((trait) => [trait, 0.5 * before[trait] + 0.5 * situation.activation[trait]]);
    return Object.fromEntries(after) as Activation;
  }, REST);
}

function ownLevels({ traits = [] }: Persona): { trait: BigFive; level: number; field: string }[] {
  return traits.flatMap(({ system, dimension, facet, level }) => {
    const trait = system === "big5" && facet === undefined ? bigFive(dimension) : undefined;
    return trait === undefined ? [] : [{ trait, level: level9(level), field: `traits.big5.${dimension}` }];
  });
}

/** Our own list: what is said, and the traits it calls forth. */
const CUES: readonly { cue: string; words: RegExp; activation: Partial<Activation> }[] = [
  {
    cue: "company and fun",
    words: /\b(?:party|parties|celebrat\w*|dance|dancing|festival|weekend|joke|jokes|fun|friends|game|games)\b/i,
    activation: { EXT: 0.8 },
  },
  {
    cue: "work to be done",
    words: /\b(?:deadline|exam|homework|project|plan|plans|schedule|organi[sz]e|task|budget|prepare|interview)\b/i,
    activation: { CON: 0.8 },
  },
  {
    cue: "somebody in need",
    words:
      /\b(?:help|sad|lonely|alone|cry|crying|sick|ill|died|funeral|lost my|broke up|heartbroken|miss (?:him|her|them))\b/i,
    activation: { AGR: 0.8, EXT: -0.4 },
  },
  {
    cue: "a conflict",
    words: /\b(?:stupid|idiot|liar|lying|shut up|hate you|your fault|wrong with you|unfair|insult|argue|fight)\b/i,
    activation: { AGR: -0.4, NEU: 0.6 },
  },
  {
    cue: "a danger",
    words: /\b(?:danger|dangerous|emergency|accident|afraid|scared|terrified|panic|threat|attack|fire)\b/i,
    activation: { NEU: 0.8, CON: 0.4 },
  },
  {
    cue: "something new to think about",
    words:
      /\b(?:idea|ideas|art|poem|poetry|philosophy|imagine|dream|dreams|invent|why do you think|travel|museum|novel)\b/i,
    activation: { OPE: 0.8 },
  },
];

/**
 * By words: the mean activation of the cues that a message holds. One of fewer than three words tells nothing (confidence
 * 0); a longer one without cues is a situation that calls for none. English.
 */
export function situationByWords(): ReadSituation {
  return async (text, signal) => {
    signal?.throwIfAborted();
    const found = CUES.filter(({ words }) => words.test(text));
    const isTooShort = (text.match(/[\p{L}\p{N}']+/gu) ?? []).length < 3;
    const mean = (trait: BigFive): number =>
      found.reduce((sum, { activation }) => sum + (activation[trait] ?? 0), 0) / Math.max(1, found.length);
    return {
      cues: found.map(({ cue }) => cue),
      activation: Object.fromEntries(TRAITS.map((trait) => [trait, mean(trait)])) as Activation,
      confidence: found.length === 0 && isTooShort ? 0 : 1,
    };
  };
}

const TASK = `You judge which personality traits a situation calls forth in whoever is spoken to (trait activation theory).
For each of EXT (extraversion), AGR (agreeableness), CON (conscientiousness), NEU (neuroticism) and OPE (openness) give a
number from -1 (holds it back) over 0 (no bearing) to 1 (calls it forth).
Reply with {"cues": [what of the message bears on traits, in a few words each], "activation": {"EXT", "AGR", "CON", "NEU",
"OPE"}, "confidence": 0 to 1}.`;

const share = z.number().min(-1).max(1);
const shape: z.ZodType<Situation> = z.object({
  cues: z.array(z.string()),
  activation: z.object({ EXT: share, AGR: share, CON: share, NEU: share, OPE: share }),
  confidence: z.number().min(0).max(1),
});

/** One call a message, and one more where the reply is not what was asked for; then null. */
export function situationByModel(model: Model): ReadSituation {
  return (text, signal) => askJson(model, { task: TASK, material: { message: text }, shape }, signal);
}

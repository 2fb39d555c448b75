// How a persona's style follows its user's, after Brandt [192]: eight policies, each a step from the last target to the
// next. The cap limits the change from the last turn, not the distance from the persona; only the radius does that.
// Settings are the authors'. Where a vector is zero its cosine distance to any other is 1 (theirs is not a number).
import { cosine } from "../../stats/index.ts";
import { distance, towards, type Vector } from "./vectors.ts";

/** Style vectors as z-scores. */
export interface StyleStep {
  /** What the persona aimed at in its last turn; before the first, `persona`. */
  last: Vector;
  /** Of the user. */
  user: Vector;
  /** What the persona writes like by itself. */
  persona: Vector;
}

export interface AdaptationSettings {
  /** Share of the way that EMA and its kin go towards the user, 0..1. */
  alpha: number;
  /** Longest step. */
  cap: number;
  /** Cosine distance up to which dead-band does not move. */
  deadBand: number;
  /** Farthest from the persona. */
  radius: number;
  /** Cosine distance up to which hybrid-cache does not move. */
  cache: number;
}

export const ADAPTATION_SETTINGS: AdaptationSettings = {
  alpha: 0.5,
  cap: 0.25,
  deadBand: 0.1,
  radius: 0.75,
  cache: 0.01,
};

/** The style to aim at next. Where nothing changes it is `last` itself. */
export type AdaptationPolicy = (step: StyleStep, settings?: AdaptationSettings) => Vector;

/** The persona's own style, whatever the user's. */
export const keepStyle: AdaptationPolicy = ({ persona }) => persona;

/** The user's style. */
export const mirrorStyle: AdaptationPolicy = ({ user }) => user;

/** An exponential moving average of the user's style. */
export const smoothStyle: AdaptationPolicy = ({ last, user }, { alpha } = ADAPTATION_SETTINGS) =>
  towards(last, user, alpha);

/** Towards the user's style, by a step of at most the cap. */
export const capStyle: AdaptationPolicy = ({ last, user }, { cap } = ADAPTATION_SETTINGS) => stepTo(user, last, cap);

/** The user's style where it is farther from the last one than the band; else the last one. */
export const deadBandStyle: AdaptationPolicy = ({ last, user }, { deadBand } = ADAPTATION_SETTINGS) =>
  1 - cosine(user, last) > deadBand ? user : last;

/** Smoothed, then capped. */
export const hybridStyle: AdaptationPolicy = (step, settings = ADAPTATION_SETTINGS) =>
  stepTo(smoothStyle(step, settings), step.last, settings.cap);

/** Hybrid, then back into the sphere around the persona. */
export const hybridRadiusStyle: AdaptationPolicy = (step, settings = ADAPTATION_SETTINGS) =>
  stepTo(hybridStyle(step, settings), step.persona, settings.radius);

/** Hybrid, but the last one where the user's style is almost of its direction. */
export const hybridCacheStyle: AdaptationPolicy = (step, settings = ADAPTATION_SETTINGS) =>
  cosine(step.user, step.last) >= 1 - settings.cache ? step.last : hybridStyle(step, settings);

export type AdaptationPolicyName =
  | "static"
  | "uncapped"
  | "ema"
  | "cap"
  | "dead-band"
  | "hybrid"
  | "hybrid-radius"
  | "hybrid-cache";

export const ADAPTATION_POLICIES: Readonly<Record<AdaptationPolicyName, AdaptationPolicy>> = {
  static: keepStyle,
  uncapped: mirrorStyle,
  ema: smoothStyle,
  cap: capStyle,
  "dead-band": deadBandStyle,
  hybrid: hybridStyle,
  "hybrid-radius": hybridRadiusStyle,
  "hybrid-cache": hybridCacheStyle,
};

/** What a policy aims at in answer to each turn of a user, starting from the persona's own style. */
export function adaptedStyles(
  policy: AdaptationPolicy,
  { user, persona }: { user: readonly Vector[]; persona: Vector },
  settings: AdaptationSettings = ADAPTATION_SETTINGS,
): Vector[] {
  let last = persona;
  return user.map((turn) => {
    last = policy({ last, user: turn, persona }, settings);
    return last;
  });
}

/** `to`, or the point that lies `most` from `from` on the way there. */
function stepTo(to: Vector, from: Vector, most: number): Vector {
  const length = distance(from, to);
  return length > most ? towards(from, to, most / length) : to;
}

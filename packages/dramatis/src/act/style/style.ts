/**
 * Has the persona's way of writing follow its user's without dissolving in it, by one of eight adaptation policies.
 *
 * Brandt 2026: b_t = policy(b_{t−1}, u_t, c) over style vectors of eight dimensions as z-scores, b_0 = c (see
 * adaptation-policies.ts); hybrid by default: δ = α(u − b), |δ| at most the cap, b + δ. c is the persona's
 * `style.vector`, which is raw as `styleVector` makes it, or else the mean of its `style.examples`. The prompt has the
 * persona's own style in words, then what this reply should change of it (style-phrases.ts), as the paper's
 * base and delta. We depart: z-scores are those of public chat (style-scale.ts), the user's turns of fewer than three
 * words are passed over, and the lightweight vector has no sentiment or lexicon rates.
 * English only. A persona without a vector and examples, or of another language, contributes nothing.
 *
 * @paper 192
 */
import { type AgentView, type Component, type Persona, UnknownNameError } from "../../core/index.ts";
import {
  CHAT_SCALE,
  type StyleScale,
  sameName,
  standardized,
  styleTokens,
  styleVector,
} from "../../transcript/index.ts";
import {
  ADAPTATION_POLICIES,
  ADAPTATION_SETTINGS,
  type AdaptationPolicyName,
  type AdaptationSettings,
  adaptedStyles,
} from "./adaptation-policies.ts";
import { stylePhrases } from "./style-phrases.ts";
import { meanVector, type Vector } from "./vectors.ts";

export interface StyleOptions {
  policy?: AdaptationPolicyName;
  settings?: Partial<AdaptationSettings>;
  /** How many of the user's last turns make up the user's style; more than 1 follows less closely [192]. */
  window?: number;
  scale?: StyleScale;
}

/** Fewest words of a turn that tell of a style. */
const FEWEST_WORDS = 3;

/** @throws UnknownNameError for a policy that is none. */
export function style({
  policy = "hybrid",
  settings = {},
  window = 1,
  scale = CHAT_SCALE,
}: StyleOptions = {}): Component {
  if (!Object.hasOwn(ADAPTATION_POLICIES, policy)) {
    throw new UnknownNameError("adaptation policy", policy, Object.keys(ADAPTATION_POLICIES));
  }
  const settled = { ...ADAPTATION_SETTINGS, ...settings };
  return {
    name: "style",
    async contribute(view, signal) {
      signal?.throwIfAborted();
      const own = ownStyle(view.persona);
      if (own === undefined) return [];
      const persona = standardized(own.vector, scale);
      const user = recentStyles(view, window).map((vector) => standardized(vector, scale));
      const target = adaptedStyles(ADAPTATION_POLICIES[policy], { user, persona }, settled).at(-1) ?? persona;
      return [{ block: "STYLE-NOW", text: inWords(target, persona), fields: [own.field] }];
    },
  };
}

/** What the persona writes like by itself, and the field that says so. */
function ownStyle({
  style: { vector, examples = [], language = "en" } = {},
}: Persona): { vector: Vector; field: string } | undefined {
  if (!/^en/i.test(language)) return undefined;
  if (vector !== undefined) return { vector, field: "style.vector" };
  if (examples.length === 0) return undefined;
  return { vector: meanVector(examples.map(styleVector)), field: "style.examples" };
}

/** The user's style at each turn that tells of it: the mean of that and the ones before, `window` in all. */
function recentStyles({ persona, history }: AgentView, window: number): Vector[] {
  const styles = history
    .filter(({ speaker, text }) => !sameName(speaker, persona.name) && styleTokens(text).length >= FEWEST_WORDS)
    .map(({ text }) => styleVector(text));
  return styles.map((_, i) => meanVector(styles.slice(Math.max(0, i + 1 - window), i + 1)));
}

function inWords(target: Vector, persona: Vector): string {
  const usual = stylePhrases(
    persona,
    persona.map(() => 0),
  );
  const change = stylePhrases(target, persona);
  return [
    `How you write, beside most people in a chat: ${usual.join(", ") || "much as they do"}.`,
    ...(change.length > 0 ? [`In this reply, beside how you usually write: ${change.join(", ")}.`] : []),
  ].join("\n");
}

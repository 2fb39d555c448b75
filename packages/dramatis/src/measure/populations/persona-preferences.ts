/**
 * How well a model says which of two responses a persona would rather have, and which systems please all personas.
 *
 * PERSONA test bed [30]: accuracy and Cohen's κ of the model's choices against the personas' verified ones, over people where
 * there are human labels too; the fall of κ when an attribute is left out of the persona says which attributes matter; a
 * candidate system is pluralistic when its worst tenth of personas prefers it as well. Choices that could not be read are counted and in
 * no figure. Intervals resample personas. Nothing gives null with n = 0.
 *
 * @paper 30
 * @function
 */
import type { Estimate, Score } from "../../core/index.ts";
import { cohenKappa, estimateOf, mean } from "../../stats/index.ts";
import { resampled } from "../psychometrics/resampled.ts";

/** Which of two responses was picked: 0 or 1; null where it could not be read. */
export interface PreferenceCase {
  persona: string;
  gold: 0 | 1;
  model: 0 | 1 | null;
  /** Of a person asked the same. */
  human?: 0 | 1;
  /** The model's choices with one attribute of the persona left out, by attribute. */
  without?: Readonly<Record<string, 0 | 1 | null>>;
}

export interface PersonaPreferences {
  accuracy: Estimate;
  kappa: Estimate;
  /** Of people and gold, where there are people's labels. */
  humanKappa: Estimate;
  /** κ less κ without the attribute, on the cases that have both, by attribute: high where it matters. */
  attributes: Record<string, Estimate>;
}

/** Two picks of the same pair by whom; one that is missing leaves the case out. */
interface Picks {
  persona: string;
  picks: readonly (0 | 1 | null)[];
}

export function personaPreferences(
  cases: readonly PreferenceCase[],
  { seed = 42 }: { seed?: number } = {},
): PersonaPreferences {
  const names = [...new Set(cases.flatMap(({ without = {} }) => Object.keys(without)))];
  const scores = cases.map(({ persona, gold, model }): Score => {
    if (model === null) return { value: null, missing: "unparsed", cluster: persona };
    return { value: Number(model === gold), cluster: persona };
  });
  const fallWithout = (name: string): Estimate => {
    const asked = cases.flatMap(({ persona, gold, model, without = {} }) =>
      without[name] === undefined ? [] : { persona, picks: [gold, model, without[name]] },
    );
    const statistic = (picks: readonly Picks[]): number | null => {
      const [whole, less] = [kappaOf(picks, 1), kappaOf(picks, 2)];
      return whole === null || less === null ? null : whole - less;
    };
    return overPersonas(`without ${name}`, asked, { seed, statistic });
  };
  const human = cases.flatMap(({ persona, gold, human }) =>
    human === undefined ? [] : { persona, picks: [gold, human] },
  );
  const model = cases.map(({ persona, gold, model }) => ({ persona, picks: [gold, model] }));
  return {
    accuracy: estimateOf(scores, {
      measure: "persona-preferences/accuracy",
      version: "1",
      unit: "ratio",
      direction: "higher",
      counts: "claims",
      seed,
    }),
    kappa: overPersonas("kappa", model, { seed, statistic: (picks) => kappaOf(picks, 1) }),
    humanKappa: overPersonas("human-kappa", human, { seed, statistic: (picks) => kappaOf(picks, 1) }),
    attributes: Object.fromEntries(names.map((name) => [name, fallWithout(name)])),
  };
}

/** Of the gold picks, which stand first, and those at a place. */
function kappaOf(picks: readonly Picks[], place: number): number | null {
  return cohenKappa(
    picks.map(({ picks: [gold] }) => gold),
    picks.map((one) => one.picks[place]),
  );
}

function overPersonas(
  name: string,
  all: readonly Picks[],
  { seed, statistic }: { seed: number; statistic: (picks: readonly Picks[]) => number | null },
): Estimate {
  const read = all.filter(({ picks }) => picks.every((pick) => pick !== null));
  const personas = [...Map.groupBy(read, ({ persona }) => persona).values()];
  return resampled({
    measure: `persona-preferences/${name}`,
    unit: "points",
    direction: "higher",
    units: personas,
    statistic: (sample) => statistic(sample.flat()),
    n: read.length,
    missing: all.length - read.length,
    people: personas.length,
    seed,
  });
}

/** How a candidate system does with the personas that it serves worst. */
export interface Pluralism {
  /** Mean over personas of the share of comparisons that the candidate wins, a tie counting half. */
  winRate: Estimate;
  /** Mean win rate of the tenth of personas (at least one) with the lowest. */
  worstTenth: number | null;
}

/** @param wins by persona the candidate's outcomes: 1 won, 0 lost, .5 tied. @throws RangeError for one outside 0..1 */
export function pluralism(
  wins: Readonly<Record<string, readonly number[]>>,
  { seed = 42 }: { seed?: number } = {},
): Pluralism {
  const wrong = Object.values(wins)
    .flat()
    .find((one) => !(one >= 0 && one <= 1));
  if (wrong !== undefined) throw new RangeError(`invalid outcome; not in 0..1: ${wrong}`);
  const rates = Object.entries(wins).flatMap(([persona, own]) => {
    const value = mean(own);
    return value === null ? [] : [{ value, cluster: persona }];
  });
  const sorted = rates.map(({ value }) => value).sort((a, b) => a - b);
  return {
    winRate: estimateOf(rates, {
      measure: "persona-preferences/win-rate",
      version: "1",
      unit: "ratio",
      direction: "higher",
      counts: "claims",
      seed,
    }),
    worstTenth: mean(sorted.slice(0, Math.max(1, Math.floor(sorted.length / 10)))),
  };
}

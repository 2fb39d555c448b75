import type { Conditions, Constraint, PopulationDescription } from "./population-description.ts";

/** A person while it is drawn: for each variable of the description a value's place, and a number where it has ranges. */
export interface Draft {
  /** `ABSENT` where the person has none. */
  codes: Uint8Array;
  /** NaN where there is none. */
  numbers: Float64Array;
}

export const ABSENT = 255;

export interface CompiledConstraint {
  name: string;
  /** The share of those against it that may stay. */
  keep: number;
  /** The variables whose values it looks at, and those whose numbers it looks at. */
  values: ReadonlySet<number>;
  numbers: ReadonlySet<number>;
  isViolated(draft: Draft): boolean;
  /** Whether every person with these values is against it, whatever the numbers. */
  isAlwaysViolated(codes: ArrayLike<number>): boolean;
}

interface CompiledCondition {
  variable: number;
  isRange: boolean;
  holds(draft: Draft): boolean;
  /** 1 always, 0 never, .5 for some numbers of that value. */
  certainty(codes: ArrayLike<number>): number;
}

export function compileConstraints(description: PopulationDescription): CompiledConstraint[] {
  return (description.constraints ?? []).map((constraint) => compile(description, constraint));
}

function compile(description: PopulationDescription, { name, when, expect, keep = 0 }: Constraint): CompiledConstraint {
  const ifs = compileConditions(description, when);
  const thens = compileConditions(description, expect ?? {});
  const all = [...ifs, ...thens];
  const holdAll = (conditions: readonly CompiledCondition[], draft: Draft): boolean =>
    conditions.every((condition) => condition.holds(draft));
  const certainty = (conditions: readonly CompiledCondition[], codes: ArrayLike<number>): number =>
    conditions.reduce((least, condition) => Math.min(least, condition.certainty(codes)), 1);
  const isMet = (draft: Draft): boolean => expect !== undefined && holdAll(thens, draft);
  const metFor = (codes: ArrayLike<number>): number => (expect === undefined ? 0 : certainty(thens, codes));
  return {
    name,
    keep,
    values: new Set(all.map(({ variable }) => variable)),
    numbers: new Set(all.filter(({ isRange }) => isRange).map(({ variable }) => variable)),
    isViolated: (draft) => holdAll(ifs, draft) && !isMet(draft),
    isAlwaysViolated: (codes) => certainty(ifs, codes) === 1 && metFor(codes) === 0,
  };
}

function compileConditions({ variables }: PopulationDescription, conditions: Conditions): CompiledCondition[] {
  const names = Object.keys(variables);
  return Object.entries(conditions).map(([name, condition]): CompiledCondition => {
    const variable = names.indexOf(name);
    const { values, ranges = [] } = variables[name] as { values: string[]; ranges?: [number, number][] };
    if (Array.isArray(condition)) {
      const meant = values.map((value) => condition.includes(value));
      const holds = (code: number | undefined): boolean => meant[code ?? ABSENT] === true;
      return {
        variable,
        isRange: false,
        holds: ({ codes }) => holds(codes[variable]),
        certainty: (codes) => (holds(codes[variable]) ? 1 : 0),
      };
    }
    const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = condition;
    const isWithin = (number: number): boolean => number >= min && number <= max;
    return {
      variable,
      isRange: true,
      holds: ({ numbers }) => isWithin(numbers[variable] as number),
      certainty: (codes) => {
        const range = ranges[codes[variable] as number];
        if (range === undefined || range[1] < min || range[0] > max) return 0;
        return range[0] >= min && range[1] <= max ? 1 : 0.5;
      },
    };
  });
}

import { type Margin, marginSums, total } from "./ipf.ts";
import type { PersonDraw } from "./person-draw.ts";
import type { PopulationDescription } from "./population-description.ts";
import type { RakedCells } from "./raked-cells.ts";

/** How far shares are from those asked for. */
export interface Distance {
  /** Total variation distance ½Σ|p − q|: the share of people who would have to change. */
  tvd: number;
  /** The largest |p − q| of a single entry. */
  largest: number;
  /** The `tvd` of as many people drawn each on its own, about: ½ Σ √(2 p (1 − p) / (π n)), gaps by the normal curve. */
  byChance: number;
}

export interface SamplingReport {
  people: number;
  /** Raked people for whom no value of the rest fitted. */
  dropped: number;
  /** Values that each constraint rejected. */
  rejected: Record<string, number>;
  margins: ({ name: string } & Distance)[];
  /** Two raked variables at a time, beside the raked table. */
  pairs: ({ over: [string, string] } & Distance)[];
  /** Beside what the table says of these people; constraints move them. */
  conditionals: ({ variable: string } & Distance)[];
  raking: { iterations: number; error: number };
  /** Of a survey's rows, by their raked weights: (Σw)²/Σw². */
  effectiveSize?: number;
}

/** Counts people as they are drawn. */
export interface SamplingCounts {
  /** @param codes by variable of the description. */
  keep(cell: number, codes: ArrayLike<number>): void;
  drop(): void;
  dropped(): number;
  report(): SamplingReport;
}

export function samplingCounts(
  description: PopulationDescription,
  cells: RakedCells,
  { tables, rejected }: Pick<PersonDraw, "tables" | "rejected">,
): SamplingCounts {
  const drawn = new Float64Array(cells.weights.length);
  const values = tables.map(({ rows }) => rows.map((row) => new Float64Array(row.length)));
  let [people, dropped] = [0, 0];
  return {
    keep: (cell, codes) => {
      people += 1;
      drawn[cell] = (drawn[cell] as number) + 1;
      for (const [i, { rowOf, variable }] of tables.entries()) {
        const row = values[i]?.[rowOf(codes)];
        const code = codes[variable] as number;
        if (row && code < row.length) row[code] = (row[code] as number) + 1;
      }
    },
    drop: () => {
      dropped += 1;
    },
    dropped: () => dropped,
    report: () => ({
      people,
      dropped,
      rejected: Object.fromEntries((description.constraints ?? []).map(({ name }) => [name, rejected.get(name) ?? 0])),
      margins: cells.margins.map((margin) => ({
        name: margin.name,
        ...distance(marginSums(drawn, margin), margin.targets),
      })),
      pairs: pairsOf(description, cells, drawn),
      conditionals: tables.map(({ name, rows }, i) => ({
        variable: name,
        ...conditionalDistance(rows, values[i] ?? []),
      })),
      raking: cells.fit,
      ...(cells.effectiveSize === undefined ? {} : { effectiveSize: cells.effectiveSize }),
    }),
  };
}

/** Of people and what they should be, as shares of their sums. */
export function distance(people: ArrayLike<number>, asked: ArrayLike<number>): Distance {
  const [n, all] = [total(people) || 1, total(asked) || 1];
  const shares = Array.from(asked, (amount) => amount / all);
  const gaps = shares.map((share, i) => Math.abs((people[i] as number) / n - share));
  const chances = shares.map((share) => Math.sqrt((2 * share * (1 - share)) / (Math.PI * n)));
  return {
    tvd: total(gaps) / 2,
    largest: gaps.reduce((most, gap) => Math.max(most, gap), 0),
    byChance: total(chances) / 2,
  };
}

function pairsOf(description: PopulationDescription, cells: RakedCells, drawn: Float64Array): SamplingReport["pairs"] {
  const variables = Object.entries(description.variables);
  return cells.variables.flatMap((first, i) =>
    cells.variables.slice(i + 1).map((second, j) => {
      const [a, b] = [cells.codes[i] as Uint8Array, cells.codes[i + 1 + j] as Uint8Array];
      const [nameA, nameB] = [variables[first]?.[0] ?? "", variables[second]?.[0] ?? ""];
      const width = variables[second]?.[1].values.length ?? 0;
      const margin: Margin = {
        name: "",
        labels: [],
        targets: new Float64Array((variables[first]?.[1].values.length ?? 0) * width),
        index: Int32Array.from(a, (code, cell) => code * width + (b[cell] as number)),
      };
      return {
        over: [nameA, nameB] as [string, string],
        ...distance(marginSums(drawn, margin), marginSums(cells.weights, margin)),
      };
    }),
  );
}

/** The values of everyone together, beside those that the rows promise to as many people. */
function conditionalDistance(rows: readonly Float64Array[], values: readonly Float64Array[]): Distance {
  const width = rows[0]?.length ?? 0;
  const [seen, promised] = [new Float64Array(width), new Float64Array(width)];
  for (const [i, row] of rows.entries()) {
    const own = values[i] as Float64Array;
    const people = total(own);
    const all = row.at(-1) || 1;
    for (let code = 0; code < width; code++) {
      seen[code] = (seen[code] as number) + (own[code] as number);
      const share = ((row[code] as number) - (row[code - 1] ?? 0)) / all;
      promised[code] = (promised[code] as number) + share * people;
    }
  }
  return distance(seen, promised);
}

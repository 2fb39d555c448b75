import type { PreparedPopulation } from "../../packages/dramatis/src/create/sampling/sample-columns.ts";

/** A table to be raked from ones, as both programs read it. */
export interface Table {
  /** Values of each variable; the last one changes fastest. */
  sizes: number[];
  /** Over which of the variables, and what its people are, in the order of those. */
  margins: { over: number[]; targets: number[] }[];
}

/** Six margins over whole variables, which is what ipfn knows, of the raked population; with one person more in each cell, for ipfn cannot do zeros. */
export function tableOf({ description, cells }: PreparedPopulation): Table {
  const names = Object.keys(description.variables);
  const variables = cells.variables.map((variable) => names[variable] ?? "");
  const sizes = variables.map((name) => description.variables[name]?.values.length ?? 0);
  const count = sizes.reduce((product, size) => product * size, 1);
  const full = new Float64Array(count).fill(1);
  cells.weights.forEach((weight, cell) => {
    const at = sizes.reduce((before, size, i) => before * size + (cells.codes[i]?.[cell] as number), 0);
    full[at] = (full[at] as number) + weight;
  });
  const lists = [
    ["sex", "age", "race"],
    ["sex", "age", "hispanicOrigin"],
    ["race", "hispanicOrigin"],
    ["sex", "age", "education"],
    ["sex", "age", "maritalStatus"],
    ["education", "employment"],
  ];
  const strides = sizes.map((_, i) => sizes.slice(i + 1).reduce((product, size) => product * size, 1));
  const margins = lists.map((list) => {
    const over = list.map((name) => variables.indexOf(name));
    const targets = new Array<number>(over.reduce((product, i) => product * (sizes[i] as number), 1)).fill(0);
    full.forEach((weight, cell) => {
      const at = over.reduce((before, i) => {
        const size = sizes[i] as number;
        return before * size + (Math.floor(cell / (strides[i] as number)) % size);
      }, 0);
      targets[at] = (targets[at] as number) + weight;
    });
    return { over, targets };
  });
  return { sizes, margins };
}

import { InputError } from "../../core/index.ts";
import type { PopulationDescription, PopulationVariable } from "./population-description.ts";
import { rakedVariables } from "./population-tables.ts";
import type { Cells } from "./raked-cells.ts";

/**
 * The rows of a survey as kinds of people: how its variables go together comes for free.
 *
 * @throws InputError for a column that is not there, a value that the description does not know, or a weight below zero.
 */
export function microdataCells(description: PopulationDescription, rows: readonly Record<string, string>[]): Cells {
  const { file, weight } = description.microdata as { file: string; weight?: string };
  const refuse = (row: number, found: string, expected: string): InputError =>
    new InputError({ where: file, line: row + 2, found, expected });
  if (rows.length === 0) throw refuse(-1, "no rows", "at least one person");
  const names = Object.keys(description.variables);
  const raked = rakedVariables(description);
  const read = raked.map((name) => {
    if (!Object.hasOwn(rows[0] as object, name))
      throw refuse(-1, `no column ${name}`, `one for each of ${raked.join(", ")}`);
    return columnOf(name, { variable: description.variables[name] as PopulationVariable, rows, refuse });
  });
  const weights = Float64Array.from(rows, (row, i) => {
    if (weight === undefined) return 1;
    const number = Number(row[weight] || Number.NaN);
    if (!Number.isFinite(number) || number < 0)
      throw refuse(i, `the weight ${JSON.stringify(row[weight] ?? "")}`, "a number that is zero or more");
    return number;
  });
  if (!weights.some((each) => each > 0)) throw refuse(0, "no weight above zero", "at least one");
  return {
    variables: raked.map((name) => names.indexOf(name)),
    codes: read.map(({ codes }) => codes),
    numbers: read.map(({ numbers }) => numbers),
    weights,
  };
}

interface ColumnTask {
  variable: PopulationVariable;
  rows: readonly Record<string, string>[];
  refuse: (row: number, found: string, expected: string) => InputError;
}

/** A variable with ranges is a number in the rows, and its value the range that the number is in. */
function columnOf(
  name: string,
  { variable, rows, refuse }: ColumnTask,
): { codes: Uint8Array; numbers: Float64Array | undefined } {
  const { values, ranges } = variable;
  const numbers = ranges && Float64Array.from(rows, (row) => Number(row[name] || Number.NaN));
  const codes = Uint8Array.from(rows, (row, i) => {
    const number = numbers?.[i] ?? Number.NaN;
    const code = ranges
      ? ranges.findIndex(([first, last]) => number >= first && number <= last)
      : values.indexOf(row[name] ?? "");
    if (code === -1)
      throw refuse(
        i,
        `${JSON.stringify(row[name] ?? "")} for ${name}`,
        ranges ? "a number in one of its ranges" : `one of ${values.slice(0, 8).join("; ")}`,
      );
    return code;
  });
  return { codes, numbers };
}

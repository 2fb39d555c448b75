import { InputError, nearest } from "../../core/index.ts";
import type {
  Conditional,
  Conditions,
  Counts,
  PopulationDescription,
  PopulationTable,
} from "./population-description.ts";
import { flat, labelsOfTable, rakedVariables } from "./population-tables.ts";

type Path = readonly PropertyKey[];
type Refuse = (path: Path, found: string, expected: string) => InputError;

/**
 * What a schema cannot say: every name is known, every table has the shape of its variables, every variable comes from
 * somewhere, and none from itself.
 *
 * @param where the file, for messages; `lineOf` gives the line of a part of it.
 * @throws InputError
 */
export function checkPopulation(
  description: PopulationDescription,
  where: string,
  lineOf: (path: Path) => number | undefined = () => undefined,
): void {
  const refuse: Refuse = (path, found, expected) => {
    const line = lineOf(path);
    return new InputError({ where, ...(line === undefined ? {} : { line }), found, expected });
  };
  checkVariables(description, refuse);
  for (const [i, margin] of (description.margins ?? []).entries()) {
    checkTable(description, { path: ["margins", i], table: margin }, refuse);
    checkPercent(margin, ["margins", i, "counts"], refuse);
  }
  for (const [i, seed] of (description.seeds ?? []).entries())
    checkTable(description, { path: ["seeds", i], table: seed }, refuse);
  for (const i of (description.conditionals ?? []).keys()) checkConditional(description, i, refuse);
  checkOrigins(description, refuse);
  for (const [i, { when, expect = {} }] of (description.constraints ?? []).entries()) {
    checkConditions(description, { path: ["constraints", i, "when"], conditions: when }, refuse);
    checkConditions(description, { path: ["constraints", i, "expect"], conditions: expect }, refuse);
  }
  checkNorms(description, refuse);
  checkSources(description, refuse);
}

function checkVariables({ variables }: PopulationDescription, refuse: Refuse): void {
  if (Object.keys(variables).length === 0) throw refuse(["variables"], "no variables", "at least one");
  for (const [name, { values, ranges }] of Object.entries(variables)) {
    const twice = values.find((value, i) => values.indexOf(value) !== i);
    if (twice !== undefined)
      throw refuse(["variables", name, "values"], `${JSON.stringify(twice)} twice`, "each value once");
    if (ranges === undefined) continue;
    if (ranges.length !== values.length) {
      throw refuse(
        ["variables", name, "ranges"],
        `${ranges.length} ranges for ${values.length} values`,
        "one for each value",
      );
    }
    const turned = ranges.findIndex(([first, last]) => first > last);
    if (turned !== -1) {
      throw refuse(
        ["variables", name, "ranges", turned],
        `a range from ${ranges[turned]?.join(" to ")}`,
        "the smaller number first",
      );
    }
  }
}

function checkKnown(
  { variables }: PopulationDescription,
  { path, name }: { path: Path; name: string },
  refuse: Refuse,
): void {
  if (Object.hasOwn(variables, name)) return;
  throw refuse(path, `unknown variable ${JSON.stringify(name)}`, suggestion(name, Object.keys(variables)));
}

function suggestion(name: string, known: readonly string[]): string {
  const near = nearest(name, known, 1)[0];
  return near === undefined ? `one of ${known.slice(0, 12).join(", ")}` : `${near}, the nearest known name`;
}

interface Placed<Table> {
  path: Path;
  table: Table;
}

type TableShape = Pick<PopulationTable, "over" | "groups" | "counts">;

function checkTable(description: PopulationDescription, { path, table }: Placed<TableShape>, refuse: Refuse): void {
  for (const [i, name] of table.over.entries()) {
    checkKnown(description, { path: [...path, "over", i], name }, refuse);
    if (table.over.indexOf(name) !== i) throw refuse([...path, "over", i], `${name} twice`, "each variable once");
  }
  for (const [name, groups] of Object.entries(table.groups ?? {})) {
    const at = [...path, "groups", name];
    if (!table.over.includes(name))
      throw refuse(at, `groups of ${name}`, `a variable of the table: ${table.over.join(", ")}`);
    const values = description.variables[name]?.values ?? [];
    const listed = Object.values(groups).flat();
    const unknown = listed.find((value) => !values.includes(value));
    if (unknown !== undefined)
      throw refuse(at, `unknown value ${JSON.stringify(unknown)} of ${name}`, suggestion(unknown, values));
    const twice = listed.find((value, i) => listed.indexOf(value) !== i);
    if (twice !== undefined)
      throw refuse(at, `${JSON.stringify(twice)} in two groups`, "each value in one group at most");
  }
  const labels = table.over.map((name) => labelsOfTable(description, table, name));
  checkShape(table.counts, { path: [...path, "counts"], over: table.over, labels }, refuse);
  if (!flat(table.counts).some((count) => count > 0))
    throw refuse([...path, "counts"], "nothing but zeros", "a count above zero");
}

interface Shape {
  path: Path;
  over: readonly string[];
  labels: readonly (readonly string[])[];
}

function checkShape(counts: Counts, { path, over, labels }: Shape, refuse: Refuse): void {
  const [expected, ...rest] = labels;
  if (expected === undefined) return;
  if (counts.length !== expected.length) {
    throw refuse(
      path,
      `${counts.length} entries for ${over[0]}`,
      `${expected.length}: ${expected.slice(0, 6).join("; ")}${expected.length > 6 ? " …" : ""}`,
    );
  }
  for (const [i, part] of counts.entries()) {
    if (typeof part === "number") {
      if (rest.length > 0) throw refuse([...path, i], `the number ${part}`, `a list by ${over[1]}`);
    } else if (rest.length === 0) throw refuse([...path, i], "a list", `a number, for ${over[0]} is the last variable`);
    else checkShape(part, { path: [...path, i], over: over.slice(1), labels: rest }, refuse);
  }
}

function checkPercent(
  { unit, counts }: { unit?: "people" | "percent"; counts: Counts },
  path: Path,
  refuse: Refuse,
): void {
  if (unit !== "percent") return;
  const sum = flat(counts).reduce((all, part) => all + part, 0);
  if (Math.abs(sum - 100) > 1)
    throw refuse(path, `percents that add up to ${Number(sum.toFixed(3))}`, "100, give or take 1 for rounding");
}

function checkConditional(description: PopulationDescription, i: number, refuse: Refuse): void {
  const conditional = description.conditionals?.[i] as Conditional;
  const path = ["conditionals", i];
  checkKnown(description, { path: [...path, "variable"], name: conditional.variable }, refuse);
  if (Object.hasOwn(conditional.groups ?? {}, conditional.variable)) {
    throw refuse(
      [...path, "groups", conditional.variable],
      `groups of ${conditional.variable} itself`,
      "a count for each of its values",
    );
  }
  if (conditional.given.includes(conditional.variable)) {
    throw refuse([...path, "given"], `${conditional.variable} given itself`, "variables that come before it");
  }
  checkTable(
    description,
    { path, table: { ...conditional, over: [...conditional.given, conditional.variable] } },
    refuse,
  );
}

/** Each variable comes from the raked table or from one conditional, and no conditional from itself in the end. */
function checkOrigins(description: PopulationDescription, refuse: Refuse): void {
  const { variables, conditionals = [], microdata } = description;
  const raked = rakedVariables(description);
  const drawn = conditionals.map(({ variable }) => variable);
  for (const [i, name] of drawn.entries()) {
    if (drawn.indexOf(name) !== i)
      throw refuse(["conditionals", i], `a second table of ${name}`, "one for each variable");
    if (raked.includes(name))
      throw refuse(["conditionals", i], `${name}, which margins or seeds give already`, "another variable");
  }
  for (const name of Object.keys(variables)) {
    if (raked.includes(name) || drawn.includes(name) || microdata !== undefined) continue;
    throw refuse(["variables", name], `${name} in no margin and no conditional`, "a table that it comes from");
  }
  const ring = cycle(conditionals);
  if (ring !== undefined) {
    throw refuse(["conditionals"], `a ring: ${ring.join(" ← ")}`, "variables that come one after the other");
  }
}

function cycle(conditionals: readonly Conditional[]): string[] | undefined {
  const parents = new Map(conditionals.map(({ variable, given }) => [variable, given]));
  const done = new Set<string>();
  const visit = (name: string, below: readonly string[]): string[] | undefined => {
    if (below.includes(name)) return [...below.slice(below.indexOf(name)), name];
    if (done.has(name)) return undefined;
    for (const parent of parents.get(name) ?? []) {
      const ring = visit(parent, [...below, name]);
      if (ring !== undefined) return ring;
    }
    done.add(name);
    return undefined;
  };
  for (const name of parents.keys()) {
    const ring = visit(name, []);
    if (ring !== undefined) return ring;
  }
  return undefined;
}

function checkConditions(
  description: PopulationDescription,
  { path, conditions }: { path: Path; conditions: Conditions },
  refuse: Refuse,
): void {
  for (const [name, condition] of Object.entries(conditions)) {
    const at = [...path, name];
    checkKnown(description, { path: at, name }, refuse);
    const { values, ranges } = description.variables[name] as { values: string[]; ranges?: [number, number][] };
    if (Array.isArray(condition)) {
      const unknown = condition.find((value) => !values.includes(value));
      if (unknown !== undefined)
        throw refuse(at, `unknown value ${JSON.stringify(unknown)} of ${name}`, suggestion(unknown, values));
    } else if (ranges === undefined)
      throw refuse(at, `a minimum or maximum of ${name}`, "a variable with ranges, or a list of values");
  }
}

function checkNorms(description: PopulationDescription, refuse: Refuse): void {
  const norms = description.bigFive?.norms;
  if (norms === undefined) return;
  const path = ["bigFive", "norms"];
  for (const key of ["age", "sex"] as const)
    checkKnown(description, { path: [...path, key], name: norms[key] }, refuse);
  if (description.variables[norms.age]?.ranges === undefined) {
    throw refuse([...path, "age"], `${norms.age}, which has no ranges`, "a variable with ranges in years");
  }
  for (const key of ["men", "women"] as const) {
    checkConditions(description, { path: [...path, key], conditions: { [norms.sex]: norms[key] } }, refuse);
  }
}

function checkSources(
  { sources = {}, margins = [], seeds = [], conditionals = [] }: PopulationDescription,
  refuse: Refuse,
): void {
  for (const [list, tables] of Object.entries({ margins, seeds, conditionals })) {
    for (const [i, { source = [] }] of tables.entries()) {
      const unknown = [source].flat().find((key) => !Object.hasOwn(sources, key));
      if (unknown !== undefined)
        throw refuse(
          [list, i, "source"],
          `unknown source ${JSON.stringify(unknown)}`,
          suggestion(unknown, Object.keys(sources)),
        );
    }
  }
}

import {
  type CatalogueEntry,
  InputError,
  type Persona,
  type RowSource,
  type Source,
  UnknownNameError,
} from "../../core/index.ts";
import { catalogue } from "../../create/catalogue.ts";
import { type CreationReport, type Material, tally } from "../../create/index.ts";
import { type Meter, meter } from "../../model/index.ts";
import { type HelpOptions, openHelp } from "../open/open-help.ts";
import { type MaterialPaths, readMaterial } from "./read-material.ts";

export interface CreateOptions extends MaterialPaths, HelpOptions {
  /** Name in the catalogue; see `dramatis list create`. */
  method: string;
  speaker?: string | undefined;
  /** At most so many personas; all that come when absent. */
  count?: number | undefined;
  /** The method's own options, by name. */
  settings?: Readonly<Record<string, unknown>>;
  seed?: number;
  onPersona: (persona: Persona) => Promise<void>;
  /** Told before the first persona. */
  onStart?: (meter: Meter) => void;
  signal?: AbortSignal;
}

type Entry = CatalogueEntry<() => Source | RowSource>;

/**
 * Makes personas by a method of the catalogue, from files, and hands on each as it is made.
 *
 * @returns what was asked, kept and dropped, also where an abort came between.
 * @throws InputError for files and options that cannot be used. @throws UnknownNameError for a method that is not there.
 * @throws UnsupportedError for what the method needs and is not there. @throws BudgetError at the cost cap.
 */
export async function create(options: CreateOptions): Promise<CreationReport> {
  const { method, count = Number.POSITIVE_INFINITY, seed = 42, speaker, settings, onPersona, signal } = options;
  const entry = creationMethod(method);
  const counts = tally();
  const spending = meter({ cap: options.maxCost });
  const material: Material = {
    ...(await openHelp(entry.needs, spending, options)),
    ...(await readMaterial(options)),
    ...(speaker !== undefined && { speaker }),
    tally: counts,
  };
  const factory: (material: Material) => Source | RowSource = await entry.load();
  const source = factory({ ...settings, ...material });
  if (!("personas" in source)) {
    const expected = "a way to create personas";
    throw new InputError({ where: method, found: "a way to make training rows", expected, fix: "use dramatis synth" });
  }
  options.onStart?.(spending);
  let made = 0;
  for await (const persona of source.personas(seed, signal)) {
    await onPersona(persona);
    made += 1;
    if (made >= count) break;
  }
  if (made === 0 && !signal?.aborted) throw nothingMade(method, counts.report());
  return counts.report();
}

/** @throws UnknownNameError with the nearest names. */
export function creationMethod(name: string): Entry {
  const entry = catalogue.find((one) => one.name === name);
  if (entry) return entry;
  throw new UnknownNameError(
    "way to create personas",
    name,
    catalogue.map((one) => one.name),
  );
}

function nothingMade(method: string, { asked, dropped }: CreationReport): InputError {
  const reasons = Object.entries(dropped).map(([reason, count]) => `${reason}: ${count}`);
  const why = reasons.length > 0 ? `; dropped: ${reasons.join(", ")}` : "";
  return new InputError({
    where: method,
    found: `nothing to make a persona of (${asked} looked at${why})`,
    expected: "material that says something of a person",
  });
}

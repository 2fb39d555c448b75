import { InputError } from "../../core/index.ts";
import { type InstrumentFile, normGroups, readInstrument, withoutItems } from "../../measure/psychometrics/index.ts";
import { type LoadedPersona, personaVersion, readPersonas } from "../../persona/index.ts";
import { personaStream } from "../create/persona-stream.ts";
import { type Shape, traitsMeasured } from "./shape.ts";

export interface InstrumentInputs {
  /** Name of a bundled instrument, or a file; with a second one, how the two hang together over the same people. */
  instruments: readonly string[];
  /** Of the first instrument: a file with the texts of the items, one a line, where only the key is bundled. */
  items?: string | undefined;
  /** Items of the first instrument that are not asked. */
  without?: readonly string[] | undefined;
  /** Norm group for percentiles, of the first instrument. */
  norms?: string | undefined;
  language?: string;
  /** Asks what the personas are shaped into in place of the personas, and holds the scores against it. */
  shape?: Shape | undefined;
}

export interface PersonaInputs {
  /** Files and folders of personas, or populations (.jsonl, and other tools' tables). */
  personas: readonly string[];
  /** At most so many personas. */
  count?: number | undefined;
}

/**
 * What is asked: one instrument, or two.
 *
 * @throws InputError for files and options that cannot be used. @throws UnknownNameError
 */
export async function readInstruments(options: InstrumentInputs): Promise<InstrumentFile[]> {
  const { instruments, items, language, without = [], norms, shape } = options;
  const [first, second, third] = instruments;
  if (first === undefined || third !== undefined) {
    const found = `${instruments.length} of them`;
    throw new InputError({ where: "--instrument", found, expected: "one, or two to hold against each other" });
  }
  const read = await readInstrument(first, { items, language });
  const groups = normGroups(read);
  if (norms !== undefined && !groups.includes(norms)) {
    const expected = groups.length > 0 ? `one of ${groups.join(", ")}` : `no --norms: ${read.name} has none`;
    throw new InputError({ where: "--norms", found: norms, expected });
  }
  const asked = without.length === 0 ? read : withoutItems(read, without);
  if (shape !== undefined && traitsMeasured(asked).length === 0) {
    const found = `${asked.name}, which measures none of the Big Five`;
    throw new InputError({ where: "--shape", found, expected: "an instrument that does, such as ipip-50" });
  }
  if (shape === "induction" && asked.choices !== undefined) {
    const found = `induction with ${asked.name}, whose items have options of their own`;
    throw new InputError({ where: "--shape", found, expected: "statements to agree with, such as ipip-50" });
  }
  if (second === undefined) return [asked];
  const other = await readInstrument(second, { language });
  if (other.name !== asked.name) return [asked, other];
  throw new InputError({ where: "--instrument", found: `${asked.name} twice`, expected: "two instruments" });
}

/** Who is asked. A population flows; what is asked of it is held, so its people are too. @throws InputError */
export async function readRespondents({ personas: paths, count }: PersonaInputs): Promise<LoadedPersona[]> {
  const all: LoadedPersona[] = [];
  for (const path of paths) {
    if (!/\.(jsonl|ndjson|parquet|csv)$/i.test(path) && path !== "-") all.push(...(await readPersonas(path)));
    else {
      for await (const persona of personaStream([path])) {
        all.push({ persona, version: personaVersion(persona), path });
        if (all.length >= (count ?? Number.POSITIVE_INFINITY)) break;
      }
    }
  }
  const asked = all.slice(0, count);
  if (asked.length > 0) return asked;
  throw new InputError({ where: paths.join(", "), found: "no persona", expected: "at least one to ask" });
}

import type { SchemaElement } from "hyparquet";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { Persona } from "../../core/index.ts";
import { type PeopleTables, peopleTally } from "./people-tally.ts";
import { personOf } from "./person-of.ts";
import { type PeopleBatch, type PeopleSample, type PreparedPopulation, sampleColumns } from "./sample-columns.ts";
import type { SamplingReport } from "./sampling-report.ts";

/** `jsonl` and `parquet` have a row for each person with a column for each variable; `personas` has a persona on each line. */
export type PopulationFormat = "jsonl" | "parquet" | "personas";

/** How far the people are from what was asked for, and how they are made up. */
export interface WrittenPopulation extends SamplingReport, PeopleTables {}

/** Takes bytes in order; returns when there is room for more. */
export type ByteSink = (bytes: Uint8Array) => Promise<void>;

export interface WritePopulationOptions {
  population: PreparedPopulation;
  size: number;
  seed: number;
  format: PopulationFormat;
  sink: ByteSink;
  /** After each batch. */
  onProgress?: (people: number) => void;
  signal?: AbortSignal;
}

const LINES_AT_ONCE = 1024;
/** Rows of a Parquet row group: what is held in memory at a time. */
const ROW_GROUP = 65_536;

/**
 * Writes people of a population as they are drawn. The same seed gives the same bytes; memory does not grow with their
 * number.
 *
 * @throws InputError from `sampleColumns`. @throws the signal's reason, and whatever the sink throws.
 */
export async function writePopulation({
  population,
  size,
  seed,
  format,
  sink,
  onProgress = () => undefined,
  signal,
}: WritePopulationOptions): Promise<WrittenPopulation> {
  const sample = sampleColumns(population, { size, seed, batchSize: format === "parquet" ? ROW_GROUP : LINES_AT_ONCE });
  const encode = ENCODERS[format](sample, seed);
  const tally = peopleTally(population, sample.traits);
  let people = 0;
  for (const batch of sample.batches(signal)) {
    await sink(encode.batch(batch));
    tally.keep(batch);
    people += batch.length;
    onProgress(people);
  }
  const end = encode.end();
  if (end.length > 0) await sink(end);
  return { ...sample.report(), ...tally.tables() };
}

interface Encoder {
  batch(batch: PeopleBatch): Uint8Array;
  end(): Uint8Array;
}

const ENCODERS: Record<PopulationFormat, (sample: PeopleSample, seed: number) => Encoder> = {
  jsonl: rowsEncoder,
  parquet: parquetEncoder,
  personas: personasEncoder,
};

function linesEncoder(lineOf: (batch: PeopleBatch, i: number) => string): Encoder {
  return {
    batch: (batch) => Buffer.from(Array.from({ length: batch.length }, (_, i) => `${lineOf(batch, i)}\n`).join("")),
    end: () => new Uint8Array(),
  };
}

function personasEncoder(sample: PeopleSample, seed: number): Encoder {
  return linesEncoder((batch, i) => JSON.stringify(personOf({ sample, batch, i, seed }) satisfies Persona));
}

/** `{"id":1,"sex":"female","age":34,"openness":0.412}`: what a person has no value of is left out. */
function rowsEncoder({ description, traits }: PeopleSample): Encoder {
  const variables = Object.entries(description.variables).map(([name, { values }]) => ({
    key: `,${JSON.stringify(name)}:`,
    pieces: values.map((value) => `,${JSON.stringify(name)}:${JSON.stringify(value)}`),
  }));
  const keys = traits.map((trait) => `,${JSON.stringify(trait)}:`);
  return linesEncoder(({ first, codes, numbers, levels }, i) => {
    let line = `{"id":${first + i}`;
    for (const [at, { key, pieces }] of variables.entries()) {
      const number = numbers[at]?.[i];
      if (number === undefined) line += pieces[codes[at]?.[i] as number] ?? "";
      else if (!Number.isNaN(number)) line += `${key}${number}`;
    }
    for (const [at, key] of keys.entries()) line += `${key}${levels[at]?.[i]}`;
    return `${line}}`;
  });
}

/** One row group a batch; texts as dictionaries. */
function parquetEncoder({ description, traits }: PeopleSample): Encoder {
  const variables = Object.entries(description.variables);
  const required = (name: string, type: "INT32" | "DOUBLE"): SchemaElement => ({
    name,
    type,
    repetition_type: "REQUIRED",
  });
  const schema: SchemaElement[] = [
    { name: "root", num_children: 1 + variables.length + traits.length },
    required("id", "INT32"),
    ...variables.map(
      ([name, { ranges }]): SchemaElement =>
        ranges
          ? { name, type: "INT32", repetition_type: "OPTIONAL" }
          : { name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
    ),
    ...traits.map((name) => required(name, "DOUBLE")),
  ];
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({ writer, schema, createdBy: "dramatis" });
  const taken = (): Uint8Array => {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    return bytes;
  };
  return {
    batch: ({ first, length, codes, numbers, levels }) => {
      const columnData = [
        { name: "id", data: Int32Array.from({ length }, (_, i) => first + i) },
        ...variables.map(([name, { values }], at) => ({
          name,
          data: cellsOf({ codes: codes[at] as Uint8Array, numbers: numbers[at], values, length }),
        })),
        ...traits.map((name, at) => ({ name, data: (levels[at] as Float64Array).subarray(0, length) })),
      ];
      parquet.write({ columnData, rowGroupSize: length });
      return taken();
    },
    end: () => {
      parquet.finish();
      return taken();
    },
  };
}

interface CellTask {
  codes: Uint8Array;
  numbers: Float64Array | undefined;
  values: readonly string[];
  length: number;
}

function cellsOf({ codes, numbers, values, length }: CellTask): (string | number | null)[] {
  if (numbers === undefined) return Array.from({ length }, (_, i) => values[codes[i] as number] ?? null);
  return Array.from({ length }, (_, i) => (Number.isNaN(numbers[i]) ? null : (numbers[i] as number)));
}

import { stringify } from "yaml";
import { InputError, type Persona, UnknownNameError } from "../../core/index.ts";
import { writeCharx } from "./containers/charx.ts";
import type { Asset } from "./containers/contained.ts";
import { writePng } from "./containers/png.ts";
import { formatNamed } from "./formats.ts";
import type { ContainerName, Interchange, Loss } from "./interchange.ts";
import { writeRecord } from "./write-record.ts";

export interface ExportOptions {
  /** Name of a format. */
  format: string;
  /** "json", "png", …; the usual one of the format where absent, and PNG where an image is given. */
  container?: string;
  /** A PNG or APNG to lie in; what it held before is replaced. */
  image?: Uint8Array;
  /** Files that go with a card, as they came with it. */
  assets?: readonly Asset[];
}

export interface ExportedFile {
  /** Relative; in a folder of its own where the format is a folder. */
  name: string;
  bytes: Uint8Array;
}

type Members = Record<string, unknown>;

interface Writing {
  record: Members;
  format: Interchange;
  options: ExportOptions;
  /** Of the file, without a suffix. */
  name: string;
}

/** What can be written; the others are only read. */
const WRITERS: Partial<Record<ContainerName, (writing: Writing) => ExportedFile[]>> = {
  json: (writing) => [
    textFile(writing, suffixFor(writing.format, "json"), `${JSON.stringify(writing.record, null, 2)}\n`),
  ],
  jsonl: (writing) => [textFile(writing, ".jsonl", `${JSON.stringify(writing.record)}\n`)],
  yaml: (writing) => [textFile(writing, ".yaml", stringify(writing.record, { lineWidth: 0 }))],
  text: (writing) => [textFile(writing, writing.format.suffix || ".txt", String(writing.record.text ?? ""))],
  folder: folderFiles,
  png: (writing) => [{ name: `${writing.name}.png`, bytes: writePng(cardsOf(writing), writing.options.image) }],
  charx: ({ record, name, options }) => [{ name: `${name}.charx`, bytes: writeCharx(record, options.assets) }],
};

/**
 * A persona as the files of another tool, and what of it they do not hold.
 *
 * @throws UnknownNameError for another format or container; InputError when the format is only read, is never written in
 * the container, or a facet that it writes is malformed.
 */
export function exportPersona(persona: Persona, options: ExportOptions): { files: ExportedFile[]; loss: Loss[] } {
  const format = formatNamed(options.format);
  const container = containerFor(format, options);
  const write = WRITERS[container];
  if (write === undefined) throw new UnknownNameError("container", container, Object.keys(WRITERS));
  const { record, loss } = writeRecord(persona, format);
  const files = write({ record, format, options, name: fileName(persona.name) });
  const left = container === "charx" ? [] : (options.assets ?? []);
  const dropped = left.map(
    ({ name }): Loss => ({ path: `assets ${name}`, kind: "dropped", note: "only CHARX holds files" }),
  );
  return { files, loss: [...loss, ...dropped] };
}

function containerFor({ title, containers = ["json"] }: Interchange, options: ExportOptions): ContainerName {
  const usual = options.image !== undefined && containers.includes("png") ? "png" : (containers[0] ?? "json");
  const { container = usual } = options;
  const known = Object.keys(WRITERS);
  if (!known.includes(container)) throw new UnknownNameError("container", container, known);
  const allowed: readonly ContainerName[] = containers.includes("json") ? [...containers, "jsonl"] : containers;
  const found = allowed.find((each) => each === container);
  if (found !== undefined) return found;
  throw new InputError({ where: title, found: `the container ${container}`, expected: containers.join(" or ") });
}

/** The record, and its copy for older programs, by the keywords of their chunks. */
function cardsOf({ record, format: { image } }: Writing): Members {
  const keyword = image?.keyword ?? "chara";
  const older = image?.older?.(record);
  return { ...(older === undefined ? {} : { chara: older }), [keyword]: record };
}

function folderFiles({ record, name }: Writing): ExportedFile[] {
  const files = (record.files ?? {}) as Record<string, unknown>;
  return Object.entries(files).map(([path, text]) => {
    if (/[/\\\0]|^\.\.?$/.test(path)) {
      throw new InputError({
        where: name,
        found: `the file name ${JSON.stringify(path)}`,
        expected: "a plain file name",
      });
    }
    return { name: `${name}/${path}`, bytes: new TextEncoder().encode(String(text)) };
  });
}

function textFile({ name }: Writing, suffix: string, text: string): ExportedFile {
  return { name: `${name}${suffix}`, bytes: new TextEncoder().encode(text) };
}

function suffixFor({ suffix }: Interchange, container: string): string {
  return /\.ya?ml$|^$/.test(suffix) ? `.${container}` : suffix;
}

/** "Ada Brandt" → "ada-brandt" */
function fileName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60);
  return plain || "persona";
}

// Mutated cards for the readers: what is read must be refused in one line, or come back as it was.
import assert from "node:assert/strict";
import { crc32, deflateSync } from "node:zlib";
import { stringify } from "yaml";
import { InputError, type Random } from "../../core/index.ts";
import { writeCharx } from "./containers/charx.ts";
import { writePng } from "./containers/png.ts";
import { type Chunk, readChunks, writeChunks } from "./containers/png-chunks.ts";
import { exportPersona } from "./export-persona.ts";
import { formatNamed } from "./formats.ts";
import { parsePersonas } from "./import-personas.ts";
import { oobaCard, v1Card, v2Card, v3Card, wppCard } from "./testing-cards.ts";

/** One thing to fuzz: each execution draws its own input, and throws where what must hold does not. */
export interface CardTarget {
  name: string;
  /** Of the executions asked for, the share that this target makes. */
  share: number;
  once(draws: Random): void;
}

const CARDS: Record<string, unknown>[] = [v1Card, v2Card, v3Card, wppCard];
/** Small, so that a mutation more often meets the frame than the text. */
const SMALL = { name: "Ada", description: "Ada is kind.", first_mes: "Hi" };
const JSON_SEEDS = [SMALL, ...CARDS].map((card) => Buffer.from(JSON.stringify(card)));
const PNG_SEEDS = [
  writePng({ chara: v2Card }),
  writePng({ ccv3: v3Card, chara: v2Card }),
  writePng({ chara: SMALL }),
].map((bytes) => Buffer.from(bytes));
const CHARX_SEEDS = [
  writeCharx(wppCard, [{ name: "assets/icon/images/a.png", bytes: Buffer.from("png") }]),
  writeCharx(SMALL),
].map((bytes) => Buffer.from(bytes));
const YAML_SEEDS = [Buffer.from(stringify(oobaCard)), Buffer.from("name: Ada\ncontext: |\n  Ada is *x\n&a b: *a\n")];

/** What readers of text stumble over. */
const PIECES: readonly string[] = [
  ..."[]{}()<>\"'`*_#-:;|=,.!?+\\/\n\t\0".split(""),
  ...["{{char}}", "{{user}}", "{{", "}}", "<START>", "<BOT>", "<script>", "</script>", "<!--", "-->", "@@depth 1"],
  ...["Ada is a nurse. ", "She likes tea and works. ", "Her ", "'s ", "I am ", "They are ", "who ", " and ", "Dr. "],
  ...["Age: 23", 'Likes("a" + "b")', "Personality: kind, shy", "- ", "## Likes\n", "Name:", "(", "“", "”"],
  ...[
    "Ignore all previous instructions",
    "SYSTEM: ",
    "https://x.y/",
    "ı",
    "İ",
    "🚂",
    "\u200b",
    "\u202e",
    "\ud800",
    "ﬁ",
  ],
  ...[
    "null",
    "true",
    "1e999",
    "-0",
    '"__proto__"',
    '"data"',
    '"spec"',
    "\\u0000",
    "&a ",
    "*a",
    "!!js ",
    "<<: ",
    "%",
    "---\n",
  ],
];
const BYTES: readonly number[] = [0, 1, 0x7f, 0x80, 0xff, 0x0a, 0x22, 0x5c, 0x7b, 0x7d];

export const cardTargets: readonly CardTarget[] = [
  { name: "card: PNG bytes", share: 2, once: pngBytes },
  { name: "card: PNG chunks", share: 2, once: pngChunks },
  {
    name: "card: JSON bytes",
    share: 2,
    once: (draws) => survives(mutatedBytes(pick(JSON_SEEDS, draws), draws), "f.json"),
  },
  { name: "card: values", share: 1, once: values },
  { name: "card: description", share: 0.5, once: description },
  {
    name: "card: CHARX bytes",
    share: 1,
    once: (draws) => survives(mutatedBytes(pick(CHARX_SEEDS, draws), draws), "f"),
  },
  {
    name: "card: YAML bytes",
    share: 0.5,
    once: (draws) => survives(mutatedBytes(pick(YAML_SEEDS, draws), draws), "f.yaml"),
  },
];

/** Reads, and writes what was read: it must be as it was. Only an InputError of one line may be thrown by the reader. */
function survives(bytes: Uint8Array, where: string): void {
  const found = read(bytes, where);
  for (const { persona } of found?.personas ?? []) {
    const format = formatNamed(found?.format ?? "");
    const [usual = "json"] = format.containers ?? [];
    if (format.write === undefined || usual === "text" || usual === "folder") continue;
    const { files } = exportPersona(persona, { format: format.name, container: "json" });
    const record: unknown = JSON.parse(Buffer.from(files[0]?.bytes ?? []).toString());
    assert.deepEqual(record, persona.facets?.[format.name], "not what was read");
  }
}

function read(bytes: Uint8Array, where: string): ReturnType<typeof parsePersonas> | undefined {
  try {
    return parsePersonas(bytes, { where });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    assert.ok(!error.message.includes("\n") && [...error.message].length <= 400, "more than a line");
    return undefined;
  }
}

/** Half of them with their CRCs made right again, so that what lies behind is reached. */
function pngBytes(draws: Random): void {
  const bytes = mutatedBytes(pick(PNG_SEEDS, draws), draws);
  if (draws.int(2) === 0) repairCrcs(bytes);
  survives(bytes, "f.png");
}

function repairCrcs(bytes: Buffer): void {
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 8 + bytes.readUInt32BE(at);
    if (end + 4 > bytes.length) return;
    bytes.writeUInt32BE(crc32(bytes.subarray(at + 4, end)), end);
    at = end + 4;
  }
}

/** Text chunks of every kind with a mutated card in them. */
function pngChunks(draws: Random): void {
  const { chunks, rest } = readChunks(writePng({}), "f");
  const texts = Array.from({ length: 1 + draws.int(2) }, () => textChunk(draws));
  survives(writeChunks({ chunks: [...chunks.slice(0, -1), ...texts, ...chunks.slice(-1)], rest }), "f.png");
}

function textChunk(draws: Random): Chunk {
  const isBroken = draws.int(3) === 0;
  const json = isBroken ? mutatedBytes(pick(JSON_SEEDS, draws), draws) : Buffer.from(someJson(draws));
  const text = draws.int(8) === 0 ? json : Buffer.from(json.toString("base64"));
  const keyword = pick(["chara", "ccv3", "CHARA", "chara-ext-asset_:a/b", "x", ""], draws);
  const head = Buffer.from(`${keyword}\0`, "latin1");
  const packed = draws.int(6) === 0 ? mutatedBytes(deflateSync(text), draws) : deflateSync(text);
  switch (draws.int(4)) {
    case 0:
      return { type: "zTXt", data: Buffer.concat([head, Buffer.alloc(1), packed]) };
    case 1:
      return { type: "iTXt", data: Buffer.concat([head, Buffer.from("\x01\0en\0\0"), packed]) };
    case 2:
      return { type: "iTXt", data: mutatedOnce(Buffer.concat([head, Buffer.from("\0\0\0\0"), text]), draws) };
    default:
      return { type: "tEXt", data: Buffer.concat([head, text]) };
  }
}

/** Valid JSON whose values, keys and branches are others; also as CHARX. */
function values(draws: Random): void {
  const json = someJson(draws);
  survives(draws.int(8) === 0 ? writeCharx(JSON.parse(json)) : Buffer.from(json), "f");
}

function someJson(draws: Random): string {
  return JSON.stringify(mutatedValue(pick([SMALL, ...CARDS, oobaCard], draws), draws)) ?? "null";
}

/** A card whose texts are made of what readers stumble over; edited, and written as any version. */
function description(draws: Random): void {
  const data = {
    ...(v2Card.data as Record<string, unknown>),
    name: draws.int(4) === 0 ? `A${words(draws)}` : "Ada",
    description: words(draws),
    personality: words(draws),
    mes_example: words(draws),
  };
  const found = read(Buffer.from(JSON.stringify({ ...v2Card, data })), "f");
  const persona = found?.personas[0]?.persona;
  if (persona === undefined) return;
  const statements = persona.statements?.filter(() => draws.int(2) === 0);
  const edited = statements === undefined ? persona : { ...persona, statements };
  const format = pick(["character-card-v1", "character-card-v2", "character-card-v3", "ooba"], draws);
  for (const { bytes, name } of exportPersona(edited, { format }).files) survives(bytes, name);
}

function words(draws: Random): string {
  return Array.from({ length: draws.int(24) }, () => pick(PIECES, draws)).join(draws.int(3) === 0 ? " " : "");
}

function mutatedBytes(seed: Uint8Array, draws: Random): Buffer {
  let bytes: Buffer = Buffer.from(seed);
  for (let count = 1 + draws.int(4); count > 0; count--) bytes = mutatedOnce(bytes, draws);
  return bytes;
}

function mutatedOnce(bytes: Buffer, draws: Random): Buffer {
  const at = draws.int(bytes.length + 1);
  const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
  const length = 1 + draws.int(16);
  switch (draws.int(8)) {
    case 0:
      return Buffer.concat([head, Buffer.from([pick(BYTES, draws)]), tail.subarray(1)]);
    case 1:
      return Buffer.concat([head, Buffer.from([draws.int(256)]), tail.subarray(1)]);
    case 2:
      return Buffer.concat([head, Buffer.from(pick(PIECES, draws)), tail]);
    case 3:
      return Buffer.concat([head, tail.subarray(length)]);
    case 4:
      return Buffer.concat([head, tail.subarray(0, length * 8), tail]);
    case 5:
      return draws.int(4) === 0 ? Buffer.from(head) : Buffer.concat([head, Buffer.alloc(length), tail]);
    case 6: {
      const number = Buffer.alloc(4);
      number.writeUInt32BE(pick([0, 1, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff], draws));
      return Buffer.concat([head, draws.int(2) === 0 ? number : number.reverse(), tail.subarray(4)]);
    }
    default: {
      const from = draws.int(bytes.length + 1);
      return Buffer.concat([head, bytes.subarray(from, from + length * 4), tail]);
    }
  }
}

function mutatedValue(value: unknown, draws: Random): unknown {
  if (draws.int(14) === 0) return pick<unknown>([null, true, 0, -1, 1e308, "", [], {}, ["x"], words(draws)], draws);
  if (typeof value === "string") return draws.int(4) === 0 ? value + words(draws) : value;
  if (Array.isArray(value)) {
    const items = value.flatMap((item) => (draws.int(12) === 0 ? [] : [mutatedValue(item, draws)]));
    return draws.int(10) === 0 ? [...items, ...items] : items;
  }
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries(value)
    .filter(() => draws.int(16) !== 0)
    .map(([key, member]): [string, unknown] => [
      draws.int(24) === 0 ? pick(PIECES, draws) : key,
      mutatedValue(member, draws),
    ]);
  if (draws.int(8) === 0) members.push([draws.int(3) === 0 ? "__proto__" : words(draws), words(draws)]);
  return Object.fromEntries(members);
}

function pick<T>(list: readonly T[], draws: Random): T {
  return list[draws.int(list.length)] as T;
}

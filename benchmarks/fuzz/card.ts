// Cards in every container: what is read must be refused in one line, or come back as it was.
import { crc32, deflateSync } from "node:zlib";
import { stringify } from "yaml";
import type { Random } from "../../packages/dramatis/src/core/index.ts";
import { exportPersona } from "../../packages/dramatis/src/persona/index.ts";
import { writeCharx } from "../../packages/dramatis/src/persona/interchange/containers/charx.ts";
import { writePng } from "../../packages/dramatis/src/persona/interchange/containers/png.ts";
import {
  type Chunk,
  readChunks,
  writeChunks,
} from "../../packages/dramatis/src/persona/interchange/containers/png-chunks.ts";
import {
  oobaCard,
  v1Card,
  v2Card,
  v3Card,
  wppCard,
} from "../../packages/dramatis/src/persona/interchange/testing-cards.ts";
import { type FuzzTarget, oneOfKinds } from "./fuzz-target.ts";
import { blownUp, mutatedBytes, mutatedOnce, mutatedValue, pick, wide, words } from "./mutations.ts";
import { readCards, survives } from "./survives.ts";

const CARDS: Record<string, unknown>[] = [v1Card, v2Card, v3Card, wppCard];
/** Small, so that a mutation more often meets the frame than the text. */
const SMALL = { name: "Ada", description: "Ada is kind.", first_mes: "Hi" };
const JSON_SEEDS = [SMALL, ...CARDS].map((card) => Buffer.from(JSON.stringify(card)));
const PNG_SEEDS = [
  writePng({ chara: v2Card }),
  writePng({ ccv3: v3Card, chara: v2Card }),
  writePng({ chara: SMALL }),
].map((bytes) => Buffer.from(bytes));
const YAML_SEEDS = [Buffer.from(stringify(oobaCard)), Buffer.from("name: Ada\ncontext: |\n  Ada is *x\n&a b: *a\n")];

export const cardTarget: FuzzTarget = {
  name: "card",
  short: 1_000,
  once: oneOfKinds([
    { share: 2, once: pngBytes },
    { share: 2, once: pngChunks },
    { share: 2, once: (draws) => survives(mutatedBytes(pick(JSON_SEEDS, draws), draws), "f.json") },
    { share: 1, once: values },
    { share: 0.5, once: description },
    { share: 0.5, once: (draws) => survives(mutatedBytes(pick(YAML_SEEDS, draws), draws), "f.yaml") },
    { share: 0.02, once: large },
  ]),
  replay: (bytes) => {
    for (const where of ["f", "f.png", "f.json", "f.yaml"]) survives(bytes, where);
  },
};

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
  const found = readCards(Buffer.from(JSON.stringify({ ...v2Card, data })), "f");
  const persona = found?.personas[0]?.persona;
  if (persona === undefined) return;
  const statements = persona.statements?.filter(() => draws.int(2) === 0);
  const edited = statements === undefined ? persona : { ...persona, statements };
  const format = pick(["character-card-v1", "character-card-v2", "character-card-v3", "ooba"], draws);
  for (const { bytes, name } of exportPersona(edited, { format }).files) survives(bytes, name);
}

/** A card with a text of thousands of the same, or with a great many of something. */
function large(draws: Random): void {
  const card = structuredClone(pick([SMALL, ...CARDS, oobaCard], draws)) as Record<string, unknown>;
  const data = (typeof card.data === "object" && card.data !== null ? card.data : card) as Record<string, unknown>;
  const member = pick(
    [...Object.keys(data), "extensions", "alternate_greetings", "tags", "character_book", "x"],
    draws,
  );
  const before = data[member];
  if (draws.int(6) === 0) data[member] = wide(pick<unknown>(["Hi.", null, {}], draws), draws);
  else if (typeof before === "string") data[member] = blownUp(before, draws);
  else if (Array.isArray(before)) data[member] = wide(before[0] ?? "Hi.", draws);
  else if (member === "character_book") data[member] = { entries: wide({ keys: ["a"], content: "b", k: 1 }, draws) };
  survives(Buffer.from(draws.int(8) > 0 ? JSON.stringify(card) : stringify(card)), draws.int(2) === 0 ? "f" : "f.yaml");
}

// Cards in zips: damaged bytes, and archives that are whole but lie about names, sizes, places and methods.
import { crc32, deflateRawSync } from "node:zlib";
import type { Random } from "../../packages/dramatis/src/core/index.ts";
import { writeCharx } from "../../packages/dramatis/src/persona/interchange/containers/charx.ts";
import { v3Card, wppCard } from "../../packages/dramatis/src/persona/interchange/testing-cards.ts";
import { type FuzzTarget, oneOfKinds } from "./fuzz-target.ts";
import { mutatedBytes, mutatedValue, pick, words } from "./mutations.ts";
import { survives } from "./survives.ts";

const SMALL = { name: "Ada", description: "Ada is kind.", first_mes: "Hi" };
const SEEDS = [
  writeCharx(wppCard, [{ name: "assets/icon/images/a.png", bytes: Buffer.from("png") }]),
  writeCharx(SMALL),
];
const NAMES: readonly string[] = [
  ...["card.json", "CARD.JSON", "card.json/", "./card.json", "a/card.json", "assets/icon/images/a.png", "", "/", "."],
  ...["..", "../x", "a/../../x", "a/..", "/etc/passwd", "C:x", "C:\\x", "a\\..\\b", "\0", "a\0b", "__proto__/x", "con"],
  ...["a//b", "İ", "\ud83d", "x".repeat(3_000), "nul.txt", "card.json ", "%2e%2e/x", "．．/x"],
];
const LIES: readonly number[] = [0, 1, 9, 0xffff, 0x7fffffff, 0xffffffff];

export const charxTarget: FuzzTarget = {
  name: "charx",
  short: 1_000,
  once: oneOfKinds([
    { share: 1, once: (draws) => survives(mutatedBytes(pick(SEEDS, draws), draws), "f") },
    { share: 2, once: (draws) => survives(zip(draws), "f.charx") },
  ]),
  replay: (bytes) => survives(bytes, "f.charx"),
};

interface Entry {
  name: Buffer;
  method: number;
  flags: number;
  crc: number;
  packed: Buffer;
  size: number;
}

/** An archive of a few files; at one in three places that say something about it, it says something else. */
function zip(draws: Random): Buffer {
  const card = draws.int(3) === 0 ? mutatedValue(v3Card, draws) : SMALL;
  const entries = [entry("card.json", Buffer.from(JSON.stringify(card) ?? ""), draws)];
  for (let more = draws.int(4); more > 0; more--) {
    const bytes = draws.int(12) === 0 ? Buffer.alloc(300_000) : Buffer.from(words(draws));
    entries.push(entry(draws.int(6) === 0 ? words(draws) : pick(NAMES, draws), bytes, draws));
  }
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const one of draws.shuffle(entries)) {
    const file = Buffer.concat([local(one, draws), one.name, one.packed]);
    directory.push(Buffer.concat([central(one, lie(at, draws), draws), one.name]));
    if (draws.int(12) === 0) directory.push(Buffer.concat([central(one, at, draws), one.name]));
    files.push(file);
    at += file.length;
  }
  const all = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(lie(directory.length, draws) & 0xffff, 10);
  end.writeUInt32LE(lie(all.length, draws), 12);
  end.writeUInt32LE(lie(at, draws), 16);
  const bytes = Buffer.concat([...files, all, end, draws.int(8) === 0 ? Buffer.from(words(draws)) : Buffer.alloc(0)]);
  return draws.int(6) === 0 ? mutatedBytes(bytes, draws) : bytes;
}

function entry(name: string, bytes: Buffer, draws: Random): Entry {
  const method = pick([0, 8, 8, 8, draws.int(20) === 0 ? 12 : 8], draws);
  return {
    name: Buffer.from(name),
    method,
    flags: draws.int(20) === 0 ? draws.int(0x10000) : 0,
    crc: lie(crc32(bytes), draws),
    packed: method === 8 ? deflateRawSync(bytes) : bytes,
    size: lie(bytes.length, draws),
  };
}

function local({ name, method, flags, crc, packed, size }: Entry, draws: Random): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(flags, 6);
  head.writeUInt16LE(method, 8);
  head.writeUInt32LE(crc, 14);
  head.writeUInt32LE(lie(packed.length, draws), 18);
  head.writeUInt32LE(size, 22);
  head.writeUInt16LE(lie(name.length, draws) & 0xffff, 26);
  return head;
}

function central({ name, method, flags, crc, packed, size }: Entry, at: number, draws: Random): Buffer {
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(flags, 8);
  head.writeUInt16LE(method, 10);
  head.writeUInt32LE(crc, 16);
  head.writeUInt32LE(lie(packed.length, draws), 20);
  head.writeUInt32LE(size, 24);
  head.writeUInt16LE(name.length & 0xffff, 28);
  head.writeUInt32LE(at, 42);
  return head;
}

/** The number, or one time in thirty another. */
function lie(number: number, draws: Random): number {
  if (draws.int(30) !== 0) return number;
  return draws.int(2) === 0 ? pick(LIES, draws) : Math.max(0, number + draws.int(9) - 4);
}

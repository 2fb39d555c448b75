// What all targets draw their inputs with: bytes and values that are almost right.
import type { Random } from "../../packages/dramatis/src/core/index.ts";

/** What readers of text stumble over. */
export const PIECES: readonly string[] = [
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
  ...["null", "true", "1e999", "-0", '"__proto__"', '"data"', '"spec"', "\\u0000", "\\ud800", "constructor"],
  ...["&a ", "*a", "!!js ", "<<: ", "%", "---\n", "\r\n", "\r", "\u2028", "../", "%2e%2e%2f", "\u001b[2J"],
];
const BYTES: readonly number[] = [0, 1, 0x7f, 0x80, 0xff, 0x0a, 0x22, 0x5c, 0x7b, 0x7d];
const NUMBERS: readonly number[] = [0, -0, -1, 1, 0.5, 2 ** 31, 2 ** 53, 1e308, -1e308, 5e-324];

export function pick<T>(list: readonly T[], draws: Random): T {
  return list[draws.int(list.length)] as T;
}

/** A text of up to `most` pieces. */
export function words(draws: Random, most = 24): string {
  const separator = draws.int(3) === 0 ? " " : "";
  return Array.from({ length: draws.int(most) }, () => pick(PIECES, draws)).join(separator);
}

/** One to four places are others. */
export function mutatedBytes(seed: Uint8Array, draws: Random): Buffer {
  let bytes: Buffer = Buffer.from(seed);
  for (let count = 1 + draws.int(4); count > 0; count--) bytes = mutatedOnce(bytes, draws);
  return bytes;
}

export function mutatedOnce(bytes: Buffer, draws: Random): Buffer {
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

/** A copy in which leaves, keys and whole branches are others, at a few places. */
export function mutatedValue(value: unknown, draws: Random): unknown {
  if (draws.int(14) === 0) return leaf(draws);
  if (typeof value === "string") return draws.int(4) === 0 ? value + words(draws) : value;
  if (typeof value === "number") return draws.int(4) === 0 ? pick(NUMBERS, draws) : value;
  if (Array.isArray(value)) {
    const items = value.flatMap((item) => (draws.int(12) === 0 ? [] : [mutatedValue(item, draws)]));
    return draws.int(10) === 0 ? [...items, ...items] : items;
  }
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries(value)
    .filter(() => draws.int(16) !== 0)
    .map(([key, member]): [string, unknown] => [
      draws.int(24) === 0 ? asKey(pick(PIECES, draws)) : key,
      mutatedValue(member, draws),
    ]);
  if (draws.int(8) === 0) members.push([asKey(pick(["__proto__", "constructor", words(draws)], draws)), words(draws)]);
  // As own members, whatever they are called.
  return Object.fromEntries(members);
}

/** Not a backslash alone: it makes JSON.parse of V8 13.6 take later keys that begin with an escape for it. */
function asKey(text: string): string {
  return text === "\\" ? "\\," : text;
}

function leaf(draws: Random): unknown {
  return pick<unknown>([null, true, pick(NUMBERS, draws), "", [], {}, ["x"], words(draws), nested(draws)], draws);
}

/** Values in values, a few or thousands of them. */
export function nested(draws: Random): unknown {
  let value: unknown = "x";
  for (let depth = pick([3, 50, 50, 300], draws); depth > 0; depth--)
    value = draws.int(2) === 0 ? [value] : { a: value };
  return value;
}

/** A text in which one short stretch of it, or a few pieces, stand thousands of times: what takes time by the square is seen. */
export function blownUp(text: string, draws: Random): string {
  const at = draws.int(text.length + 1);
  const stretch = text.slice(at, at + 1 + draws.int(12));
  const piece =
    (draws.int(2) === 0 ? stretch : Array.from({ length: 1 + draws.int(3) }, () => pick(PIECES, draws)).join("")) ||
    "a";
  const size = pick([1_000, 10_000, 60_000], draws);
  return text.slice(0, at) + piece.repeat(Math.ceil(size / piece.length)) + text.slice(at);
}

/** A list or an object of a great many members, which calls with a list for arguments cannot take. */
export function wide(member: unknown, draws: Random): unknown {
  const length = pick([1_000, 130_000], draws);
  if (draws.int(2) === 0) return Array.from({ length }, () => member);
  return Object.fromEntries(Array.from({ length }, (_, at) => [`k${at}`, member]));
}

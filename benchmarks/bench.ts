// `npm run bench`: every row beside its peers and its floor, in one table. See README.md.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { quantile } from "../packages/dramatis/src/stats/index.ts";
import { thisMachine } from "./machine.ts";
import { installPeer, PEERS_FOLDER } from "./peers.ts";
import type { Contestant, NotInstalled, OpenRow, Reading, Row } from "./row.ts";
import { ROWS } from "./rows.ts";

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Rows by name or by the beginning of it, with commas between. */
    only: { type: "string", default: "" },
    peers: { type: "string", default: PEERS_FOLDER },
    /** Installs the peers of the chosen rows, or those named after it, and ends. */
    install: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
    /** Instead of each row's own number. */
    rounds: { type: "string" },
    out: { type: "string", default: join(import.meta.dirname, "results") },
  },
});

type Role = "ours" | "peer" | "floor";

interface Measured {
  role: Role;
  name: string;
  readings: Reading[];
  /** Why it gave no figure. */
  failed?: string;
}

interface Result {
  row: string;
  what: string;
  unit: string;
  better: Row["better"];
  rounds: number;
  load: { before: number[]; after: number[] };
  measured: Measured[];
  missing: readonly NotInstalled[];
}

const wanted = flags.only.split(",").filter((name) => name !== "");
const rows = ROWS.filter(({ name }) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)));
if (rows.length === 0) throw new Error(`no row ${flags.only}; there are ${ROWS.map(({ name }) => name).join(", ")}`);

if (flags.list) console.log(ROWS.map(({ name, what }) => `${name.padEnd(24)} ${what}`).join("\n"));
else if (flags.install) install(positionals.length > 0 ? positionals : rows.flatMap(({ installs }) => installs ?? []));
else await measure();

function install(names: readonly string[]): void {
  for (const name of new Set(names)) {
    try {
      installPeer(name, resolve(flags.peers));
      console.log(`${name}: installed in ${join(flags.peers, name)}`);
    } catch (error) {
      console.log(`${name}: ${messageOf(error)}`);
    }
  }
}

async function measure(): Promise<void> {
  const results: Result[] = [];
  for (const row of rows) {
    console.error(`${row.name}: ${row.what}`);
    results.push(await resultOf(row));
  }
  const machine = thisMachine();
  mkdirSync(flags.out, { recursive: true });
  const at = new Date().toISOString();
  const asked = wanted.map((name) => `-${name.replaceAll("/", "-")}`).join("");
  const file = join(flags.out, `${at.slice(0, 16).replace(":", "")}${asked}.json`);
  const kept = results.map((result) => ({ ...result, medians: result.measured.map(medians) }));
  writeFileSync(file, `${JSON.stringify({ at, machine, rows: kept }, null, 1)}\n`);
  console.log(table(results));
  console.log(`\nkept in ${file}`);
}

async function resultOf(row: Row): Promise<Result> {
  const scratch = mkdtempSync(join(tmpdir(), "dramatis-bench-"));
  let open: OpenRow | undefined;
  try {
    open = await row.open({ peers: resolve(flags.peers), scratch });
    const { ours, peers, floor } = open;
    const present = peers.filter((peer) => "run" in peer);
    const missing = peers.filter((peer) => "how" in peer);
    const contestants: [Role, Contestant][] = [
      ["ours", ours],
      ...present.map((peer): [Role, Contestant] => ["peer", peer]),
      ...(floor ? [["floor", floor] as [Role, Contestant]] : []),
    ];
    const rounds = Number(flags.rounds ?? row.rounds);
    const before = loadavg();
    const measured = await interleaved(contestants, rounds);
    const { name, what, unit, better } = row;
    return { row: name, what, unit, better, rounds, load: { before, after: loadavg() }, measured, missing };
  } finally {
    await open?.close?.();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Each goes first in some round. A contestant that fails is not asked again; ours may not fail. */
async function interleaved(contestants: readonly [Role, Contestant][], rounds: number): Promise<Measured[]> {
  const measured = contestants.map(([role, { name }]): Measured => ({ role, name, readings: [] }));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contestants.length; turn++) {
      const i = (turn + round) % contestants.length;
      const [role, contestant] = contestants[i] as [Role, Contestant];
      const own = measured[i] as Measured;
      if (own.failed !== undefined) continue;
      try {
        own.readings.push(await contestant.run(round));
        console.error(`  round ${round + 1}  ${contestant.name}  ${figure(own.readings.at(-1)?.value ?? Number.NaN)}`);
      } catch (error) {
        if (role === "ours") throw error;
        own.failed = messageOf(error);
        own.readings = [];
      }
    }
  }
  return measured;
}

function medians({ role, name, readings, failed }: Measured): object {
  const keys = new Set(readings.flatMap(({ also }) => Object.keys(also ?? {})));
  const also = [...keys].map((key) => [key, median(readings.flatMap((reading) => reading.also?.[key] ?? []))]);
  return { role, name, value: median(valuesOf(readings)), ...Object.fromEntries(also), ...(failed ? { failed } : {}) };
}

/** One line a row, and one more for each further peer. */
function table(results: readonly Result[]): string {
  const lines = ["| row | unit | ours | peer | its figure | floor | ours / peer [rounds] | ours / floor |"];
  lines.push("|---|---|---|---|---|---|---|---|");
  for (const result of results) {
    const ours = result.measured.find(({ role }) => role === "ours") as Measured;
    const floor = result.measured.find(({ role }) => role === "floor");
    const found = result.measured.filter(({ role }) => role === "peer").sort(byValue(result.better));
    const peers = [...found.map((peer) => peerCells(ours, peer)), ...result.missing.map(missingCells)];
    for (const [i, [name, value, ratio]] of (peers.length > 0 ? peers : [["none", "", ""]]).entries()) {
      const unit = `${result.unit} (${result.better})`;
      const own = i === 0 ? [result.row, unit, figure(median(valuesOf(ours.readings)))] : ["", "", ""];
      const least = i === 0 && floor && floor.readings.length > 0 ? figure(median(valuesOf(floor.readings))) : "";
      const above = i === 0 && floor && floor.readings.length > 0 ? ratioOf(ours, floor) : "";
      lines.push(`| ${[...own, name, value, least, ratio, above].join(" | ")} |`);
    }
  }
  return lines.join("\n");
}

type PeerCells = [name: string, value: string, ratio: string];

function peerCells(ours: Measured, peer: Measured): PeerCells {
  if (peer.failed !== undefined) return [peer.name, `failed: ${peer.failed.split("\n")[0]?.slice(0, 120)}`, ""];
  return [peer.name, figure(median(valuesOf(peer.readings))), ratioOf(ours, peer)];
}

function missingCells({ name, how }: NotInstalled): PeerCells {
  return [name, `not installed: \`${how}\``, ""];
}

/** Of the medians, and in brackets the least and the largest of single rounds. */
function ratioOf(ours: Measured, other: Measured): string {
  const [own, its] = [valuesOf(ours.readings), valuesOf(other.readings)];
  const each = own.flatMap((value, i) => (its[i] === undefined ? [] : [value / (its[i] as number)]));
  const spread = `[${figure(Math.min(...each))}, ${figure(Math.max(...each))}]`;
  return `${figure(median(own) / median(its))} ${spread}`;
}

/** The best first, what failed last. */
function byValue(better: Row["better"]): (a: Measured, b: Measured) => number {
  const key = ({ readings }: Measured): number => {
    const value = median(valuesOf(readings));
    if (Number.isNaN(value)) return Number.MAX_VALUE;
    return better === "lower" ? value : -value;
  };
  return (a, b) => key(a) - key(b);
}

function valuesOf(readings: readonly Reading[]): number[] {
  return readings.map(({ value }) => value);
}

function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5) ?? Number.NaN;
}

function figure(value: number): string {
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString("en-US") : String(Number(value.toPrecision(3)));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

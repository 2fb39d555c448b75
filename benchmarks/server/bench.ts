import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { cpus, loadavg, platform, release, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: {
    streams: { type: "string", default: "200" },
    tokens: { type: "string", default: "250" },
    interval: { type: "string", default: "20" },
    rounds: { type: "string", default: "3" },
    requests: { type: "string", default: "50000" },
    concurrency: { type: "string", default: "32" },
    /** Port of the mock, which another gateway must know beforehand. */
    mock: { type: "string", default: "0" },
    /** Another gateway that is up already, as NAME=URL#MODEL. */
    peer: { type: "string" },
    out: { type: "string", default: join(import.meta.dirname, "results") },
  },
});
const streams = Number(options.streams);
const rounds = Number(options.rounds);
const requests = Number(options.requests);
const PROGRAM = join(import.meta.dirname, "../../packages/dramatis/bin/dramatis.mjs");
const ADA = `schema: dramatis.persona/1
name: Ada
summary: A night nurse from Porto.
statements:
  - { id: hike, text: I hike every Sunday. }
  - { id: dog, text: I have a dog called Bolt. }
`;

interface Target {
  name: string;
  url: string;
  model: string;
}

const children: ChildProcess[] = [];

/** Starts a program and waits until it has said its address. */
async function started(args: readonly string[], address: RegExp): Promise<string> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  const found = Promise.withResolvers<string>();
  let said = "";
  const hear = (piece: Buffer): void => {
    said += said.length < 4000 ? piece.toString() : "";
    const [, match] = address.exec(said) ?? [];
    if (match !== undefined) found.resolve(match);
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  child.on("exit", () => found.reject(new Error(said)));
  return found.promise;
}

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

/** How long each token of one stream was on its way, in milliseconds. */
async function onTheWay({ url, model }: Target): Promise<number[]> {
  const asked = request(`${url}/chat/completions`, {
    method: "POST",
    agent,
    headers: { "content-type": "application/json" },
  });
  asked.end(JSON.stringify({ model, stream: true, messages: [{ role: "user", content: "What do you do at night?" }] }));
  const [reply] = (await once(asked, "response")) as [NodeJS.ReadableStream & { statusCode?: number }];
  const delays: number[] = [];
  let rest = "";
  for await (const chunk of reply as AsyncIterable<Buffer>) {
    const now = Number(process.hrtime.bigint() / 1000n);
    const text = rest + chunk.toString();
    const end = text.lastIndexOf("\n\n");
    rest = text.slice(end + 1);
    for (const [, at] of text.slice(0, end + 1).matchAll(/"content":" ?(\d+) ?"/g))
      delays.push((now - Number(at)) / 1000);
  }
  const expected = Number(options.tokens);
  if (delays.length !== expected)
    throw new Error(`${url}: ${delays.length} of ${expected} tokens (${reply.statusCode})`);
  return delays;
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

interface Latency {
  round: number;
  target: string;
  medianMs: number;
  p99Ms: number;
  tokens: number;
}

async function latencies(targets: readonly Target[]): Promise<Latency[]> {
  const found: Latency[] = [];
  for (let round = 0; round <= rounds; round++) {
    // Each goes first in some round; round 0 warms up and is not kept.
    for (const target of targets.map((_, i) => targets[(i + round) % targets.length] as Target)) {
      const starts = Array.from({ length: streams }, async (_, i) => {
        await new Promise((resolve) => setTimeout(resolve, (i * 1000) / streams));
        return onTheWay(target);
      });
      const delays = (await Promise.all(starts)).flat().sort((a, b) => a - b);
      const row = {
        round,
        target: target.name,
        medianMs: quantile(delays, 0.5),
        p99Ms: quantile(delays, 0.99),
        tokens: delays.length,
      };
      console.log(JSON.stringify(row));
      if (round > 0) found.push(row);
    }
  }
  return found;
}

interface Sample {
  requests: number;
  residentMb: number;
  heapMb: number;
}

async function ask({ url, model }: Target): Promise<void> {
  const asked = request(`${url}/chat/completions`, {
    method: "POST",
    agent,
    headers: { "content-type": "application/json" },
  });
  asked.end(JSON.stringify({ model, messages: [{ role: "user", content: "Do you have a dog?" }] }));
  const [reply] = (await once(asked, "response")) as [NodeJS.ReadableStream & { statusCode?: number }];
  reply.resume();
  await once(reply, "end");
  if (reply.statusCode !== 200) throw new Error(`status ${reply.statusCode}`);
}

async function memory(server: Target): Promise<{ samples: Sample[]; seconds: number }> {
  const samples: Sample[] = [];
  const every = Math.max(1, Math.floor(requests / 20));
  const start = performance.now();
  for (let done = 0; done < requests; done += every) {
    let left = Math.min(every, requests - done);
    const worker = async (): Promise<void> => {
      while (left-- > 0) await ask(server);
    };
    await Promise.all(Array.from({ length: Number(options.concurrency) }, worker));
    const text = await (await fetch(new URL("/metrics", server.url))).text();
    const figure = (name: string): number => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]) / 2 ** 20;
    samples.push({
      requests: Math.min(done + every, requests),
      residentMb: figure("process_resident_memory_bytes"),
      heapMb: figure("nodejs_heap_size_used_bytes"),
    });
    console.log(JSON.stringify(samples.at(-1)));
  }
  return { samples, seconds: (performance.now() - start) / 1000 };
}

/** Without a bound the heap grows to where its collector sees fit; a leak does not end at a bound, but breaks it. */
const HEAP = "--max-old-space-size=128";

async function dramatis(folder: string, upstream: Target, flags: readonly string[]): Promise<Target> {
  const address = /Serving at (http:\/\/[\d.:]+)/;
  const serve = [PROGRAM, "serve", folder, "--port", "0", "--model", `${upstream.url}#${upstream.model}`];
  return { name: "dramatis", url: `${await started([...flags, ...serve], address)}/v1`, model: "Ada" };
}

const folder = mkdtempSync(join(tmpdir(), "serve-bench-"));
try {
  writeFileSync(join(folder, "ada.persona.yaml"), ADA);
  const mock = join(import.meta.dirname, "paced-mock.ts");
  const port = await started([mock, options.interval, options.tokens, options.mock], /^(\d+)\n/);
  const direct: Target = { name: "direct", url: `http://127.0.0.1:${port}/v1`, model: "m" };
  const ours = await dramatis(folder, direct, []);
  const [, name, peerUrl, model] = /^(\w+)=(.+)#(.+)$/.exec(options.peer ?? "") ?? [];
  const peers: Target[] = name && peerUrl && model ? [{ name, url: peerUrl, model }] : [];
  const before = loadavg();
  const rows = await latencies([direct, ours, ...peers]);
  const held = requests > 0 ? await memory(await dramatis(folder, direct, [HEAP])) : undefined;
  const machine = {
    node: process.version,
    cpus: cpus().length,
    model: cpus()[0]?.model,
    os: `${platform()} ${release()}`,
    memory: totalmem(),
  };
  const { out: _out, ...asked } = options;
  mkdirSync(options.out, { recursive: true });
  const file = join(options.out, `${new Date().toISOString().slice(0, 16).replace(":", "")}.json`);
  writeFileSync(
    file,
    `${JSON.stringify({ options: asked, machine, load: { before, after: loadavg() }, rows, memory: held }, null, 1)}\n`,
  );
  console.log(`kept in ${file}`);
} finally {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}

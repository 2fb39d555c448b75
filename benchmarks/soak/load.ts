import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { getActiveResourcesInfo } from "node:process";
import { openaiModel, withCallPath } from "../../packages/dramatis/src/model/index.ts";

// So many calls a second through our client, whether or not the last have come back. As a program, `node load.ts URL MODEL
// RATE`, it is the process under load itself; half of the calls are streams.

export interface Target {
  baseUrl: string;
  model: string;
}

/** What a process holds. */
export interface Figures {
  heapMb: number;
  residentMb: number;
  handles: number;
}

interface Latency {
  calls: number;
  medianMs: number;
  p99Ms: number;
}

interface Ended {
  calls: number;
  failed: Record<string, number>;
}

export interface Load {
  readonly pid: number | undefined;
  begin(): void;
  /** Of the process that makes the load. */
  figures(): Promise<Figures>;
  /** Since it was last asked. */
  latency(): Promise<Latency>;
  /** Begins no more calls and waits for those under way. */
  end(): Promise<Ended>;
  stop(): void;
}

/** In a process of its own. */
export async function startLoad(asked: { target: Target; rate: number; flags: string[] }): Promise<Load> {
  const { target, rate, flags } = asked;
  const child: ChildProcess = fork(import.meta.filename, [target.baseUrl, target.model, String(rate)], {
    execArgv: flags,
  });
  const ask = async (what: string): Promise<unknown> => {
    const answer = once(child, "message");
    child.send(what);
    return (await answer)[0];
  };
  await once(child, "message");
  return {
    pid: child.pid,
    begin: () => void child.send("begin"),
    figures: () => ask("figures") as Promise<Figures>,
    latency: () => ask("latency") as Promise<Latency>,
    end: () => ask("end") as Promise<Ended>,
    stop: () => void child.kill("SIGKILL"),
  };
}

function figures(): Figures {
  const { heapUsed, rss } = process.memoryUsage();
  return { heapMb: heapUsed / 2 ** 20, residentMb: rss / 2 ** 20, handles: getActiveResourcesInfo().length };
}

function load({ baseUrl, model: name, rate }: Target & { rate: number }): void {
  const model = withCallPath(openaiModel({ model: name, baseUrl, timeoutMs: 60_000 }), {
    retries: 0,
    concurrency: 256,
  });
  const failed: Record<string, number> = {};
  const underWay = new Set<Promise<void>>();
  let took: number[] = [];
  let begun = 0;
  let timer: NodeJS.Timeout | undefined;

  async function call(index: number): Promise<void> {
    const start = performance.now();
    const request = { messages: [{ role: "user" as const, content: `What do you do at night, number ${index}?` }] };
    try {
      if (index % 2 === 0) await model.generate(request);
      else for await (const _ of model.stream?.(request) ?? []);
      took.push(performance.now() - start);
    } catch (error) {
      const code = error instanceof Error ? error.message : String(error);
      failed[code] = (failed[code] ?? 0) + 1;
    }
  }

  function begin(): void {
    const start = performance.now();
    timer = setInterval(() => {
      for (const due = ((performance.now() - start) * rate) / 1000; begun < due; begun++) {
        const one = call(begun).finally(() => underWay.delete(one));
        underWay.add(one);
      }
    }, 5);
  }

  function latency(): Latency {
    const sorted = took.sort((a, b) => a - b);
    took = [];
    const at = (share: number): number => sorted[Math.floor(share * sorted.length)] ?? Number.NaN;
    return { calls: sorted.length, medianMs: at(0.5), p99Ms: at(0.99) };
  }

  async function end(): Promise<Ended> {
    clearInterval(timer);
    await Promise.all(underWay);
    return { calls: begun, failed };
  }

  process.on("message", async (what) => {
    if (what === "begin") begin();
    else if (what === "figures") process.send?.(figures());
    else if (what === "latency") process.send?.(latency());
    else process.send?.(await end());
  });
  process.send?.("ready");
}

if (import.meta.main) {
  const [baseUrl = "", model = "", rate = ""] = process.argv.slice(2);
  load({ baseUrl, model, rate: Number(rate) });
}

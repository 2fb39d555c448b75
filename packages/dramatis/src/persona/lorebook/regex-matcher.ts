import { type Context, createContext, Script } from "node:vm";
import { oneLine } from "../../core/index.ts";
import { LONGEST_REGEX, type RegexKey } from "./lore-key.ts";

export interface RegexMatcherOptions {
  /** Milliseconds that one regex may take on one text. */
  perKeyMs?: number;
  /** Milliseconds that a scan may take, over all that it tries. */
  perScanMs?: number;
}

export interface RegexJob {
  key: RegexKey;
  text: string;
}

/** Tries regexes that nobody has checked, each for a limited time. */
export interface RegexMatcher {
  /** Begins a scan. It says of each regex whether it matches its text; one that is invalid or out of time does not. */
  scan(): (jobs: readonly RegexJob[]) => boolean[];
  /** What went wrong so far, a line each, safe to print; the first hundred. */
  problems(): string[];
  /** Regexes that ran out of time and are not tried again. */
  slow(): string[];
  /** Takes regexes for slow without trying them. */
  avoid(slow: readonly string[]): void;
}

/** What the context shares with us: how far it is, and what it found. */
interface Batch {
  jobs: { regex: RegExp; text: string }[];
  at: number;
  hits: boolean[];
  /** Places of those that needed more memory than there is. */
  failed: number[];
}

/** Lines of what went wrong that are kept. */
const MOST_PROBLEMS = 100;

const NO_BATCH: Batch = { jobs: [], at: 0, hits: [], failed: [] };

// The engine looks for an interrupt whenever a regex backtracks, so that a context's timeout ends even (a+)+$. All
// regexes of a call are one run: the watchdog costs about .15 ms, which 1,000 keys by themselves would pay 1,000 times.
const RUN = new Script(`
  for (; batch.at < batch.jobs.length; batch.at++) {
    const { regex, text } = batch.jobs[batch.at];
    try { batch.hits[batch.at] = regex.test(text); } catch { batch.failed.push(batch.at); }
  }
`);

export function regexMatcher({ perKeyMs = 50, perScanMs = 200 }: RegexMatcherOptions = {}): RegexMatcher {
  const compiled = new Map<string, RegExp | null>();
  const slow = new Set<string>();
  /** Milliseconds of work that went into regexes without an end. */
  const worked = new Map<string, number>();
  const problems = new Set<string>();
  const shared: { batch: Batch } = { batch: NO_BATCH };
  let context: Context | undefined;

  function report(name: string, problem: string): void {
    if (problems.size < MOST_PROBLEMS) problems.add(`${oneLine(name, 80)}: ${problem}`);
  }

  function compile({ source, flags }: RegexKey): RegExp | null {
    const name = nameOf({ source, flags });
    const known = compiled.get(name);
    if (known !== undefined) return known;
    const regex = source.length > LONGEST_REGEX ? null : regexOf(source, flags);
    if (regex === null) report(name, source.length > LONGEST_REGEX ? "too long a regex" : "not a regex");
    compiled.set(name, regex);
    return regex;
  }

  /** Tries as many as it can in the time. */
  function run(batch: Batch, timeout: number): void {
    context ??= createContext(shared);
    shared.batch = batch;
    try {
      RUN.runInContext(context, { timeout });
    } catch (error) {
      if ((error as { code?: unknown }).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
    } finally {
      shared.batch = NO_BATCH;
    }
  }

  return {
    problems: () => [...problems],
    slow: () => [...slow],
    avoid: (names) => {
      for (const name of names) slow.add(name);
    },
    scan() {
      let leftMs = perScanMs;
      return (jobs) => {
        const tried = jobs.flatMap(({ key, text }, index) => {
          const regex = slow.has(nameOf(key)) ? null : compile(key);
          return regex === null ? [] : [{ regex, text, index, name: nameOf(key) }];
        });
        const batch: Batch = { jobs: tried, at: 0, hits: [], failed: [] };
        while (batch.at < tried.length) {
          if (leftMs < 1) {
            report("regex keys", `not all were tried: ${perScanMs} ms were over`);
            break;
          }
          const { at: from } = batch;
          const [start, cpu] = [performance.now(), process.cpuUsage()];
          run(batch, Math.min(perKeyMs, Math.floor(leftMs)));
          leftMs -= performance.now() - start;
          for (const { name } of worked.size > 0 ? tried.slice(from, batch.at) : []) worked.delete(name);
          // One that was not the first of its run is tried again, with all the time that it may take.
          if (batch.at > from) continue;
          // So is one that only waited for a busy machine: what counts is the work that went into it.
          const { user, system } = process.cpuUsage(cpu);
          const { name = "" } = tried[from] ?? {};
          const spent = (worked.get(name) ?? 0) + (user + system) / 1000;
          worked.set(name, spent);
          if (spent < 0.8 * perKeyMs) continue;
          slow.add(name);
          report(name, `took more than ${perKeyMs} ms; not tried again`);
          batch.at++;
        }
        for (const at of batch.failed) report(tried[at]?.name ?? "", "needs too much memory");
        const hits = jobs.map(() => false);
        for (const [at, { index }] of tried.entries()) hits[index] = batch.hits[at] === true;
        return hits;
      };
    },
  };
}

function nameOf({ source, flags }: Pick<RegexKey, "source" | "flags">): string {
  return `/${source}/${flags}`;
}

function regexOf(source: string, flags: string): RegExp | null {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Redrawing more often than this is only flicker. */
const REDRAW_MS = 100;
const CLEAR_LINE = "\r\u001b[2K";

export interface ProgressStream {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

export interface ProgressOptions {
  /** Trials in all, with those that were done before; unknown when absent. */
  total?: number;
  /** Trials that were done before; they do not count for the rate. */
  already?: number;
  label: string;
  stream?: ProgressStream;
  env?: Readonly<Record<string, string | undefined>>;
  /** Clock in milliseconds. */
  now?: () => number;
  /** Money spent so far, in US dollars; absent or undefined where no price is known. */
  meter?: () => { cost?: number };
}

export interface Progress {
  tick(outcome: { status: "done" | "failed" }): void;
  /** Draws the last state and leaves the line. */
  done(): void;
}

/**
 * One line on a terminal that is redrawn in place: count, rate, time left, failures, cost. Nothing in a pipe or under
 * `CI`. It never uses colour, so `NO_COLOR` is kept.
 */
export function progress({
  total,
  already = 0,
  label,
  stream = process.stderr,
  env = process.env,
  now = () => performance.now(),
  meter = () => ({}),
}: ProgressOptions): Progress {
  const silent = !stream.isTTY || isSet(env.CI) || env.TERM === "dumb";
  const started = now();
  let count = 0;
  let failed = 0;
  let drawn = Number.NEGATIVE_INFINITY;

  const draw = (): void => {
    const seconds = (now() - started) / 1000;
    const line = describeProgress({ label, count, already, total, failed, seconds, cost: meter().cost });
    stream.write(CLEAR_LINE + line.slice(0, (stream.columns ?? 80) - 1));
    drawn = now();
  };
  return {
    tick: ({ status }) => {
      count++;
      if (status === "failed") failed++;
      if (!silent && now() - drawn >= REDRAW_MS) draw();
    },
    done: () => {
      if (silent || count === 0) return;
      draw();
      stream.write("\n");
    },
  };
}

interface State {
  label: string;
  count: number;
  already: number;
  total: number | undefined;
  failed: number;
  seconds: number;
  cost: number | undefined;
}

function describeProgress({ label, count, already, total, failed, seconds, cost }: State): string {
  const present = already + count;
  const rate = seconds > 0 ? count / seconds : 0;
  const left = total === undefined || rate === 0 ? undefined : (total - present) / rate;
  const parts = [
    `${label} ${grouped(present)}${total === undefined ? "" : `/${grouped(total)}`}`,
    rate > 0 && `${rate < 10 ? rate.toFixed(1) : grouped(Math.round(rate))}/s`,
    left !== undefined && left > 0 ? `${duration(left)} left` : `${duration(seconds)} taken`,
    failed > 0 && `${grouped(failed)} failed`,
    cost !== undefined && `$${cost.toFixed(4)}`,
  ];
  return parts.filter((part) => part !== false).join("  ");
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** "8 s", "3 min 20 s", "2 h 5 min". */
function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function isSet(variable: string | undefined): boolean {
  return variable !== undefined && variable !== "" && variable !== "0" && variable !== "false";
}

/** Whether a stream takes colour: a terminal, unless NO_COLOR is set; FORCE_COLOR overrides. */
export function wantsColor(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== "0";
  return stream.isTTY === true && env.TERM !== "dumb";
}

/** Columns of standard output; 80 in a pipe. */
export function columns(): number {
  return process.stdout.columns ?? 80;
}

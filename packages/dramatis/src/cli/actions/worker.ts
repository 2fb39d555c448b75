import { workOnRuns } from "../../presets/shared/worker.ts";
import { EXIT_INTERRUPTED, interruptible } from "../../run/index.ts";
import type { WorkerFlags } from "../commands/worker.ts";
import { withRunDatabase } from "../with-run-database.ts";

/** Works until it is stopped; gives the exit code. SIGTERM is how a machine is taken away: no failure. */
export async function workerAction({ lease, crashes, ...flags }: WorkerFlags): Promise<number> {
  const terminated = new AbortController();
  const onTerminate = (): void => terminated.abort();
  process.on("SIGTERM", onTerminate);
  try {
    const ended = await interruptible(
      (interrupt) =>
        withRunDatabase({ leaseSeconds: lease, mostCrashes: crashes }, (database) => {
          say(`${flags.name}: waiting for runs`);
          const signal = AbortSignal.any([interrupt, terminated.signal]);
          return workOnRuns({ ...flags, database, signal, onNotice: say });
        }),
      { message: "Stopping; what is in flight is given back." },
    );
    return ended.interrupted ? EXIT_INTERRUPTED : 0;
  } finally {
    process.off("SIGTERM", onTerminate);
  }
}

function say(line: string): void {
  process.stderr.write(`dramatis: ${line}\n`);
}

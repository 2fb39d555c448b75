import { oneLine } from "../../core/index.ts";
import { type Calibration, calibrationCard } from "../../measure/judges/calibration.ts";
import { calibrate } from "../../presets/calibrate/calibrate.ts";
import { readCalibrations } from "../../presets/calibrate/judge-card.ts";
import { EXIT_INTERRUPTED, interruptible } from "../../run/index.ts";
import { calibrationLines } from "../calibration-lines.ts";
import type { CalibrateFlags } from "../commands/calibrate.ts";

/** Has a judge score a labelled set; gives the exit code. */
export async function calibrateAction(flags: CalibrateFlags): Promise<number> {
  const { in: labelled, out: folder, judge, nli, embedder, json, ...rest } = flags;
  const onPass = (pass: string): boolean => process.stderr.write(`${pass}\n`);
  const work = (signal: AbortSignal) =>
    calibrate({ ...rest, labelled, folder, roleSettings: { judge, nli, embedder }, signal, onPass });
  const ended = await interruptible(work, { message: "Interrupted; nothing is kept." });
  if (ended.interrupted || ended.value === undefined) return EXIT_INTERRUPTED;
  const { calibration, path } = ended.value;
  print(calibration, json);
  process.stderr.write(`kept in ${path}\n`);
  return calibration.verdict.use === "gate" ? 0 : 1;
}

/** Shows what is known of judges. */
export async function showCalibrations(files: string[], { json }: { json?: boolean }): Promise<void> {
  for (const file of files) {
    for (const calibration of await readCalibrations(file, { mustExist: true })) {
      if (json) print(calibration, json);
      else process.stdout.write(`${oneLine(`${calibration.judge}: ${calibrationCard(calibration)}`, 2_000)}\n`);
    }
  }
}

function print(calibration: Calibration, json = false): void {
  process.stdout.write(json ? `${JSON.stringify(calibration)}\n` : `${calibrationLines(calibration).join("\n")}\n`);
}

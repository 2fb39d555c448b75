import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { contentId, InputError } from "../../core/index.ts";
import {
  type Calibration,
  type CalibrationFile,
  calibrationCard,
  calibrationFileSchema,
} from "../../measure/judges/calibration.ts";
import { parseJson, readText, schemaFault } from "../../persona/index.ts";
import { unwritable, writeWhole } from "../../run/index.ts";

/** Folder of what is known of judges, within the working folder. */
const JUDGES = "judges";

/** Where the calibrations of a judge are kept. Names that are no file names get a part of their hash. */
export function calibrationPath(judgeId: string, folder: string = JUDGES): string {
  const plain = judgeId
    .replace(/[^\p{L}\p{N}._-]+/gu, "-")
    .replace(/^[.-]+/, "")
    .slice(0, 80);
  const name = plain === judgeId ? plain : `${plain}-${contentId(judgeId).slice(0, 8)}`;
  return join(folder, `${name}.json`);
}

/** Puts a calibration into its judge's file, in the place of one on the same set. @throws InputError when it cannot be written. */
export async function keepCalibration(calibration: Calibration, folder: string): Promise<string> {
  const path = calibrationPath(calibration.judge, folder);
  const before = await readCalibrations(path);
  const others = before.filter(({ decides, set }) => decides !== calibration.decides || set.id !== calibration.set.id);
  const file: CalibrationFile = {
    schema: "dramatis.calibration/1",
    judge: calibration.judge,
    calibrations: [...others, calibration],
  };
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw unwritable(path, error);
  }
  writeWhole(path, `${JSON.stringify(file, null, 2)}\n`);
  return path;
}

/** What is known of a judge, the newest last; none where it was never held against people. @throws InputError */
export async function readCalibrations(
  path: string,
  { mustExist = false }: { mustExist?: boolean } = {},
): Promise<Calibration[]> {
  return mustExist || existsSync(path) ? parseFile(parseJson(await readText(path), path), path).calibrations : [];
}

/** The line that stands beside every score of a judge; undefined where it was never held against people. @throws InputError */
export async function judgeCard(judgeId: string, folder?: string): Promise<string | undefined> {
  const calibrations = await readCalibrations(calibrationPath(judgeId, folder));
  const newest = calibrations.filter(({ judge: id }) => id === judgeId).at(-1);
  return newest && calibrationCard(newest);
}

function parseFile(value: unknown, path: string): CalibrationFile {
  const read = calibrationFileSchema.safeParse(value);
  if (read.success) return read.data;
  const { found } = schemaFault(read.error, value);
  throw new InputError({
    where: path,
    found,
    expected: "what dramatis calibrate wrote",
    fix: "delete it, and calibrate again",
  });
}

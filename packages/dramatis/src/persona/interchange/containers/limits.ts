import { InputError } from "../../../core/index.ts";

const MEGABYTE = 2 ** 20;

/** Most that is read of what others made; each is looked at before anything is inflated or parsed. */
export const LIMITS: Readonly<Record<"file" | "record" | "yaml" | "inflated" | "entries" | "ratio", number>> = {
  /** Bytes of a file. */
  file: 64 * MEGABYTE,
  /** Bytes of one record as JSON. */
  record: 8 * MEGABYTE,
  /** Bytes of a YAML text: its parser is slow. */
  yaml: MEGABYTE,
  /** Bytes of all entries of a zip together, inflated. */
  inflated: 256 * MEGABYTE,
  /** Files in a zip or a folder. */
  entries: 2_000,
  /** Inflated bytes for each packed one, in entries of more than a megabyte: cards and images stay far below. */
  ratio: 200,
};

export function atMost(size: number, limit: number, { where, what }: { where: string; what: string }): void {
  if (size <= limit) return;
  const unit = limit >= MEGABYTE ? MEGABYTE : 1;
  const [found, most] = [Math.ceil(size / unit), limit / unit];
  const suffix = unit === 1 ? "" : " MB";
  throw new InputError({ where, found: `${what} of ${found}${suffix}`, expected: `at most ${most}${suffix}` });
}

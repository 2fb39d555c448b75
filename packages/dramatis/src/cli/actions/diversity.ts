import { InputError } from "../../core/index.ts";
import type { DeltaDiversityDecile, ImpliedAuthors } from "../../measure/index.ts";
import { openEmbedder, resolveRoles } from "../../model/index.ts";
import { type TextDiversity, textDiversity } from "../../presets/create/text-diversity.ts";
import { readConfig } from "../../presets/open/config-file.ts";
import { formatEstimate } from "../../report/index.ts";
import { EXIT_INTERRUPTED, interruptible } from "../../run/index.ts";
import type { DiversityFlags } from "../commands/diversity.ts";

/** Shows how diverse the texts of files are; gives the exit code. */
export async function diversityAction(files: string[], flags: DiversityFlags): Promise<number> {
  const { of, reference, baseline, json = false, seed, embedder, config } = flags;
  if (baseline !== undefined && reference === undefined) throw withoutReference(baseline);
  const roles = resolveRoles({ flags: { embedder }, config: await readConfig(config) });
  const work = async (signal: AbortSignal): Promise<TextDiversity> =>
    textDiversity(files, {
      of,
      embedder: await openEmbedder(roles.embedder),
      reference: reference === undefined ? undefined : [reference],
      baseline: baseline === undefined ? undefined : [baseline],
      seed,
      signal,
    });
  const { value } = await interruptible(work, { message: "Interrupted." });
  if (value === undefined) return EXIT_INTERRUPTED;
  process.stdout.write(json ? `${JSON.stringify(value, null, 2)}\n` : `${table(value).join("\n")}\n`);
  return 0;
}

function withoutReference(baseline: string): InputError {
  return new InputError({
    where: "--baseline",
    found: `${baseline}, and no reference`,
    expected: "texts whose lengths make the deciles",
    fix: "add --reference FILE",
  });
}

function table({ texts, reference, drawn, authors, atEqualLength }: TextDiversity): string[] {
  const rows = Object.entries(texts).map(([name, estimate]) => {
    const beside = reference?.[name as keyof typeof reference];
    return `${name.padEnd(17)} ${formatEstimate(estimate).padEnd(36)}${beside ? `reference ${formatEstimate(beside)}` : ""}`;
  });
  return [
    ...rows.map((row) => row.trimEnd()),
    `each of draws of ${drawn} texts`,
    ...(authors ? authorLines(authors) : []),
    ...(atEqualLength ? [lengthLine(atEqualLength)] : []),
  ];
}

function authorLines({ separability, chance, modalOpening, withinShare, isCollapsed, n }: ImpliedAuthors): string[] {
  const { value, low, high } = separability;
  return [
    "",
    `speakers told apart ${two(value)} [${two(low)}, ${two(high)}] of ${n} turns, by chance ${two(chance)}; spread within speakers ${withinShare === null ? "–" : two(withinShare)} of all`,
    `turns that begin alike ${two(modalOpening)}${isCollapsed ? "; it reads as one author for all" : ""}`,
  ];
}

function lengthLine({ value, interval, outside }: DeltaDiversityDecile): string {
  const range = interval ? ` [${two(interval.low)}, ${two(interval.high)}]` : "";
  return `at equal length ${two(value)}${range} deciles over the baseline; ${outside} texts of a length that the reference lacks`;
}

function two(value: number): string {
  return value.toFixed(2);
}

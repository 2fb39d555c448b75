import { type Estimate, oneLine } from "../core/index.ts";
import { formatInterval, formatMissing, formatNumber, NONE } from "./format-estimate.ts";

/** A figure as it was measured, one of somebody else's, or words. */
export type FigureCell = string | Estimate | { value: number; low: number | null; high: number | null; n: number };

/** How several fared, side by side. */
export interface FigureTable {
  title: string;
  /** Whose figures the columns are. */
  who: readonly string[];
  /** One cell for each column. */
  rows: readonly { says: string; cells: readonly FigureCell[] }[];
  /** What a reader must know of them, a sentence each. */
  notes: readonly string[];
}

/** The table as lines of plain text. */
export function figureLines({ title, who, rows, notes }: FigureTable): string[] {
  const lines = [
    ["", ...who.map((name) => oneLine(name, 40))],
    ...rows.map(({ says, cells }) => [says, ...cells.map(cellText)]),
  ];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? "").length))) ?? [];
  const line = (cells: readonly string[]): string =>
    `  ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd();
  return [title, ...lines.map(line), ...notes];
}

/** "0.5 [0.427, 0.574] n=970"; the unit is in the words of the row. */
export function cellText(cell: FigureCell): string {
  if (typeof cell === "string") return cell;
  const missing = "missing" in cell ? formatMissing(cell) : "";
  const interval = cell.low === null || cell.high === null ? "" : ` ${formatInterval(cell)}`;
  const found = cell.value === null ? NONE : `${formatNumber(cell.value)}${interval} n=${cell.n}`;
  return missing === "" ? found : `${found}, ${missing}`;
}

import { displayWidth, wrap } from "./wrap.ts";

export interface Column {
  head: string;
  align: "left" | "right";
}

/** One row: a cell per column, or a name and a remark that runs over the other columns. */
export type Row = readonly string[] | { name: string; remark: string };

const GAP = 2;

/**
 * Lines of a table, head first, at most `width` columns. The first column gives way when the rest leaves too little
 * room: its cells wrap.
 */
export function table(columns: readonly Column[], rows: readonly Row[], width: number): string[] {
  const cells = rows.filter((row): row is readonly string[] => Array.isArray(row));
  const names = rows.map((row) => ("remark" in row ? row.name : (row[0] ?? "")));
  const widths = columns.map(({ head }, index) =>
    Math.max(displayWidth(head), ...cells.map((row) => displayWidth(row[index] ?? ""))),
  );
  const rest = widths.slice(1).reduce((total, one) => total + one + GAP, 0);
  const first = Math.max(...[columns[0]?.head ?? "", ...names].map(displayWidth));
  widths[0] = Math.min(first, Math.max(8, width - rest));

  const layout: Layout = { columns, widths, width };
  return [
    ...lay(
      layout,
      columns.map(({ head }) => head),
    ),
    ...rows.flatMap((row) => lay(layout, row)),
  ];
}

interface Layout {
  columns: readonly Column[];
  widths: readonly number[];
  width: number;
}

function lay({ columns, widths, width }: Layout, row: Row): string[] {
  const first = widths[0] ?? 0;
  const name = wrap("remark" in row ? row.name : (row[0] ?? ""), first);
  const rest =
    "remark" in row
      ? wrap(row.remark, Math.max(20, width - first - GAP))
      : [
          columns
            .slice(1)
            .map((column, index) => pad(row[index + 1] ?? "", column, widths[index + 1] ?? 0))
            .join(" ".repeat(GAP)),
        ];
  return Array.from({ length: Math.max(name.length, rest.length) }, (_, index) =>
    `${pad(name[index] ?? "", { align: "left" }, first)}${" ".repeat(GAP)}${rest[index] ?? ""}`.trimEnd(),
  );
}

function pad(text: string, { align }: Pick<Column, "align">, width: number): string {
  const space = " ".repeat(Math.max(0, width - displayWidth(text)));
  return align === "left" ? text + space : space + text;
}

import type { ReactElement, ReactNode } from "react";

export interface Column<Row> {
  /** Different in each column. */
  head: string;
  cell(row: Row): ReactNode;
  /** Numbers stand right. */
  isNumber?: boolean;
  /** Names the row; once a table. */
  isName?: boolean;
}

export interface TableProps<Row> {
  /** Said to screen readers; shown where `showCaption`. */
  caption: string;
  showCaption?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey(row: Row): string;
}

/** What scrolls must be reached by keyboard too. */
const SCROLLS = { tabIndex: 0 } as const;

/** Scrolls sideways by itself where the page is too narrow for it. */
export function Table<Row>({ caption, showCaption = false, columns, rows, rowKey }: TableProps<Row>): ReactElement {
  return (
    <section className="table-frame" aria-label={caption} {...SCROLLS}>
      <table>
        <caption className={showCaption ? undefined : "unseen"}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ head, isNumber }) => (
              <th key={head} scope="col" className={isNumber ? "number" : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ head, cell, isNumber, isName }) => {
                const Cell = isName ? "th" : "td";
                return (
                  <Cell key={head} {...(isName && { scope: "row" })} className={isNumber ? "number" : undefined}>
                    {cell(row)}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

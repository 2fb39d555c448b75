import type { ReactElement } from "react";

const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** A time as the reader writes it; what is no time is shown as it is. */
export function When({ at }: { at: string }): ReactElement {
  const time = Date.parse(at);
  return <time dateTime={at}>{Number.isNaN(time) ? at : DATE.format(time)}</time>;
}

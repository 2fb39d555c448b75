import type { ReactElement } from "react";
import { type BlindCase, partsOf } from "./calibrate-shape.ts";

/** What is known, and what is to be judged. Every text is shown as text. */
export function CaseView({ one }: { one: BlindCase }): ReactElement {
  return (
    <article className="case card">
      {partsOf(one.known).map((part) => (
        <Part key={part.name} {...part} className="text" />
      ))}
      {partsOf(one.tested).map((part) => (
        <Part key={part.name} {...part} className="text tested" />
      ))}
    </article>
  );
}

function Part({ name, lines, className }: { name: string; lines: readonly string[]; className: string }): ReactElement {
  return (
    <section className={className}>
      <h3>{name}</h3>
      {keyed(lines).map(({ key, line }) => (
        <p key={key}>{line}</p>
      ))}
    </section>
  );
}

/** Lines may be alike; the nth of a text has a key of its own. */
function keyed(lines: readonly string[]): { key: string; line: string }[] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const times = (seen.get(line) ?? 0) + 1;
    seen.set(line, times);
    return { key: `${times}/${line}`, line };
  });
}

import { nearest } from "../nearest.ts";
import { DramatisError } from "./dramatis-error.ts";

/** A name that is in no catalogue; the message lists the nearest ones. */
export class UnknownNameError extends DramatisError {
  readonly suggestions: string[];

  constructor(kind: string, name: string, known: Iterable<string>) {
    const all = [...known];
    const close = nearest(name, all, 3);
    const hint = close.length > 0 ? `did you mean ${close.join(", ")}?` : `known: ${all.slice(0, 12).join(", ")}`;
    super("unknown_name", `unknown ${kind} ${JSON.stringify(name.slice(0, 80))}; ${hint}`);
    this.suggestions = close;
  }
}

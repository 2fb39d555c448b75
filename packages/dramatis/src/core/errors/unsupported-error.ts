import type { Need } from "../needs.ts";
import { DramatisError } from "./dramatis-error.ts";

/** A method needs something that is absent here. Never replaced by something weaker in silence. */
export class UnsupportedError extends DramatisError {
  readonly need: Need;
  /** The line that would meet the need, such as a flag or a command. */
  readonly fix: string;

  constructor(method: string, need: Need, fix: string) {
    super("unsupported", `${method} needs ${need}, which is not set; ${fix}`);
    this.need = need;
    this.fix = fix;
  }
}

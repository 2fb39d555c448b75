import { oneLine } from "../one-line.ts";
import { DramatisError } from "./dramatis-error.ts";

export interface InputFault {
  /** File path, or "-" for standard input, or the name of an option. */
  where: string;
  /** 1-based line, where there is one. */
  line?: number;
  /** What was found. */
  found: string;
  /** What was expected there. */
  expected: string;
  /** What the reader can do about it. */
  fix?: string;
}

/** Input that cannot be used: a file, a flag, a card. Prints as one line; the command line exits with 2. */
export class InputError extends DramatisError {
  readonly fault: InputFault;

  constructor(fault: InputFault, options?: { cause?: unknown }) {
    const place = fault.line === undefined ? fault.where : `${fault.where}:${fault.line}`;
    const fix = fault.fix ? `; ${fault.fix}` : "";
    super("invalid_input", oneLine(`${place}: ${fault.found}; expected ${fault.expected}${fix}`, 400), options);
    this.fault = fault;
  }
}

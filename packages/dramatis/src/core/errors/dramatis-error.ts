/** Base of every error that a caller can act on. The message says what was wrong, what was expected and what to do. */
export class DramatisError extends Error {
  /** Stable across releases; branch on this, not on the message. */
  readonly code: string;

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

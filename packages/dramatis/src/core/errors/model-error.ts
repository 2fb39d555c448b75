import { DramatisError } from "./dramatis-error.ts";

export type ModelFault = "auth" | "rate_limit" | "server" | "timeout" | "refused_request" | "bad_reply" | "network";

/** A model call that failed after everything worth retrying was retried. */
export class ModelError extends DramatisError {
  readonly fault: ModelFault;
  readonly model: string;
  /** HTTP status, where there was a reply. */
  readonly status: number | undefined;

  constructor(model: string, fault: ModelFault, message: string, options?: { status?: number; cause?: unknown }) {
    super(`model_${fault}`, `${model}: ${message}`, options);
    this.fault = fault;
    this.model = model;
    this.status = options?.status;
  }
}

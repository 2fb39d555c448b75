import { DramatisError, ModelError, type ModelFault, oneLine } from "../core/index.ts";

/** A request that is answered with another status than 200. */
export class HttpFault extends Error {
  readonly status: number;
  /** Stable name of what is wrong, such as `model_not_found`. */
  readonly code: string | null;
  /** Member of the request that is at fault. */
  readonly param: string | null;

  constructor(
    status: number,
    message: string,
    { code = null, param = null }: { code?: string | null; param?: string | null } = {},
  ) {
    super(message);
    this.name = "HttpFault";
    this.status = status;
    this.code = code;
    this.param = param;
  }
}

/** Behind us may be a server of somebody else: what goes wrong there is the fault of a gateway. */
const STATUS: Record<ModelFault, number> = {
  auth: 502,
  rate_limit: 429,
  server: 502,
  timeout: 504,
  refused_request: 400,
  bad_reply: 502,
  network: 502,
};

/** Whatever was thrown as an answer: input and unmet needs are the caller's (400), the rest is ours (5xx). */
export function faultOf(error: unknown): HttpFault {
  if (error instanceof HttpFault) return error;
  if (error instanceof ModelError) return new HttpFault(STATUS[error.fault], error.message, { code: error.code });
  if (error instanceof DramatisError) {
    const isCallers = error.code === "invalid_input" || error.code === "unsupported";
    return new HttpFault(isCallers ? 400 : 500, error.message, { code: error.code });
  }
  return new HttpFault(500, oneLine(`unexpected error: ${error instanceof Error ? error.message : String(error)}`));
}

/** The shape in which OpenAI's API reports errors. */
export function errorBody({ status, message, code, param }: HttpFault): object {
  const type = status === 429 ? "rate_limit_error" : status < 500 ? "invalid_request_error" : "server_error";
  return { error: { message, type, param, code } };
}

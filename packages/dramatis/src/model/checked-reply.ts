import type { z } from "zod";
import { oneLine } from "../core/index.ts";

/** Longer than a message may be, so that whoever blots a key out of the message sees all of the key. */
const LONGEST_QUOTE = 2000;

/** Makes the error for a reply that cannot be used. */
export type Complain = (message: string) => Error;

/** A reply of the expected shape; some servers put their error into a reply of status 200. */
export function checkedReply<T>(schema: z.ZodType<T>, reply: unknown, complain: Complain): T {
  const result = schema.safeParse(reply);
  if (result.success) return result.data;
  if (reply !== null && typeof reply === "object" && "error" in reply && reply.error) {
    throw complain(`the server says: ${complaint(reply)}`);
  }
  throw complain(`reply has the wrong shape, ${firstIssue(result.error)}`);
}

/** Parsed JSON, or a complaint that quotes how the text begins. */
export function parsedReply(text: string, complain: Complain): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const how =
      text.trim() === "" ? "is empty" : `is not JSON, beginning ${JSON.stringify(text.slice(0, LONGEST_QUOTE))}`;
    throw complain(`reply of ${text.length} characters ${how}`);
  }
}

const COMPLAINTS = ["error", "message", "detail"] as const;
/** Errors within errors that are looked into. */
const MOST_WITHIN = 5;

/** What an API says is wrong, from the shapes in use: `{error: {message}}`, `{error}`, `{message}`, `{detail}`. */
export function complaint(reply: unknown): string {
  let said = reply;
  for (let within = 0; within < MOST_WITHIN && said !== null && typeof said === "object"; within++) {
    const members = said as Record<string, unknown>;
    const key = COMPLAINTS.find((name) => name in members);
    if (key === undefined) break;
    said = members[key];
  }
  return typeof said === "string" ? said : asJson(said);
}

/** JSON.parse reads values that are nested deeper than JSON.stringify can write. */
function asJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return "something that is nested too deeply to be told";
  }
}

/** The first thing a failed validation found: `choices.0.message: expected object, received null`. */
export function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return "not of the expected shape";
  const path = issue.path.join(".");
  return oneLine(path === "" ? issue.message : `${path}: ${issue.message}`);
}

import { type Generation, oneLine } from "../../core/index.ts";
import { jsonShape, type Rubric } from "./rubric.ts";

/** Why a reply is no verdict. */
export interface NotRead {
  /** What was wrong, as it is said to the judge. */
  fault: string;
  missing: "unparsed" | "refused" | "truncated";
}

const DECLINED =
  /^\W*(?:i(?:'m|’m| am) (?:sorry|unable|not able|not comfortable)|(?:i|we) (?:can(?:'t|’t|not)|won(?:'t|’t)|will not|must decline|decline)|as an ai\b|sorry\b|lo siento|no puedo|désolé|je (?:ne peux|suis désolé)|es tut mir leid|ich kann (?:das |dies )?nicht|mi dispiace|desculpe|извини|я не могу|抱歉|对不起|申し訳|죄송)/i;

/**
 * One verdict, from a reply that holds it and nothing else: a JSON object, perhaps in a code fence or after what the model
 * thought. Prose around it, a second verdict, a member written twice and a number that was not asked for are faults: who
 * knows which one was meant?
 */
export function readVerdict<V>({ shape }: Rubric<V>, { text, finish }: Generation): { verdict: V } | NotRead {
  const body = bodyOf(text);
  const found = jsonIn(body);
  if (found.length > 1) return { fault: `${found.length} verdicts in one reply; one is wanted`, missing: "unparsed" };
  const [object] = found;
  if (object !== undefined) {
    const read = shape.safeParse(object);
    const doubled = doubledMember(body) ?? numberNotAsked(jsonShape(shape), object);
    if (read.success && doubled === undefined) return { verdict: read.data };
    const issue = read.error?.issues[0];
    const fault = issue ? `${issue.path.join(".")}: ${issue.message}` : `"${doubled}" makes it two verdicts`;
    return { fault: oneLine(fault, 200), missing: "unparsed" };
  }
  if (finish === "length" || /^[[{][\s\S]*[^\]}]$/.test(body)) {
    return { fault: "it broke off before its end; be shorter", missing: "truncated" };
  }
  if (finish === "filter" || DECLINED.test(body)) return { fault: "it declines to judge", missing: "refused" };
  return { fault: "it is not JSON, and one JSON object is wanted", missing: "unparsed" };
}

function bodyOf(text: string): string {
  const spoken = text.replace(/^\s*<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>/i, "").trim();
  const [, fenced] = /^```(?:json)?\s*\n([\s\S]*?)\n?```$/i.exec(spoken) ?? [];
  return (fenced ?? spoken).trim();
}

/** The whole as JSON, or one a line; nothing where there is anything else. */
function jsonIn(body: string): unknown[] {
  const whole = parsed(body);
  if (whole !== undefined) return Array.isArray(whole) ? whole : [whole];
  const lines = body.split(/\n+/).map((line) => parsed(line.trim()));
  return lines.length > 1 && lines.every((line) => line !== undefined) ? lines : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

/** A member that one object has twice; JSON.parse would keep the last in silence. */
function doubledMember(json: string): string | undefined {
  const open: Set<string>[] = [];
  for (const [token, text, isKey] of json.matchAll(/"((?:[^"\\]|\\.)*)"(\s*:)?|[{}]/g)) {
    if (token === "{") open.push(new Set());
    else if (token === "}") open.pop();
    else if (isKey !== undefined && text !== undefined) {
      const members = open.at(-1);
      if (members?.has(text)) return text;
      members?.add(text);
    }
  }
  return undefined;
}

/** A number beside the members that were asked for: a second score by another name. */
function numberNotAsked(schema: Record<string, unknown>, object: unknown): string | undefined {
  const { properties } = schema;
  if (properties === null || typeof properties !== "object" || object === null || typeof object !== "object") {
    return undefined;
  }
  return Object.entries(object).find(([key, value]) => !(key in properties) && typeof value === "number")?.[0];
}

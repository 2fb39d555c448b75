import {
  isObject,
  type JsonRecord,
  type Line,
  type Origin,
  type RecordFormat,
  recordError,
  session,
} from "./format.ts";

/**
 * Conversational test cases of DeepEval, `{turns: [{role, content}]}`, and goldens that have turns, one session each,
 * named by `name` where it has one. The turns may be JSON in a text, as DeepEval saves goldens. What a turn was told by
 * tools or documents is kept in its evidence.
 */
export const deepeval: RecordFormat = {
  name: "deepeval",
  detect: (first) => {
    const [turn] = listOf(first.turns) ?? [];
    return isObject(turn) && "role" in turn && "content" in turn;
  },
  parse: (records, origin) => {
    const names = records.map(({ value }) => (isObject(value) && typeof value.name === "string" ? value.name : ""));
    return records.map((record, index) => {
      const name = names[index] ?? "";
      const isOwn = name !== "" && names.indexOf(name) === names.lastIndexOf(name);
      return session(isOwn ? name : `${origin.stem}-${record.position}`, linesOf(record, origin));
    });
  },
};

function linesOf(record: JsonRecord, origin: Origin): Line[] {
  const listed = isObject(record.value) ? listOf(record.value.turns) : undefined;
  if (listed === undefined) {
    throw recordError(record, origin, { found: "no list of turns", expected: '{"turns": [{"role", "content"}]}' });
  }
  return listed.map((turn, index): Line => {
    if (!isObject(turn) || (turn.role !== "user" && turn.role !== "assistant") || typeof turn.content !== "string") {
      const expected = '{"role": "user" or "assistant", "content": a text}';
      throw recordError(record, origin, { part: `turns[${index}]`, found: "another shape", expected });
    }
    const told = {
      ...kept("retrievalContext", turn.retrieval_context ?? turn.retrievalContext),
      ...kept("toolsCalled", turn.tools_called ?? turn.toolsCalled),
    };
    return { speaker: turn.role, text: turn.content, ...(Object.keys(told).length > 0 && { evidence: told }) };
  });
}

function kept(name: string, value: unknown): Record<string, unknown> {
  return Array.isArray(value) && value.length > 0 ? { [name]: value } : {};
}

function listOf(turns: unknown): unknown[] | undefined {
  if (Array.isArray(turns)) return turns;
  if (typeof turns !== "string") return undefined;
  try {
    const value: unknown = JSON.parse(turns);
    return Array.isArray(value) ? value : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

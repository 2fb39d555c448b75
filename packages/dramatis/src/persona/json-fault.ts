/** Where a text stops being JSON. */
export interface JsonFault {
  /** Offset of the first character that cannot belong to a JSON text; the length of the text when it ends too soon. */
  offset: number;
  expected: string;
}

type State = "value" | "value or ]" | "key or }" | "key" | "colon" | "next" | "end";

const EXPECTED: Record<State, string> = {
  value: "a value",
  "value or ]": "a value or ]",
  "key or }": 'a "key" or }',
  key: 'a "key"',
  colon: ":",
  next: ", or a closing bracket",
  end: "nothing more",
};

const SPACE = /[ \t\n\r]*/y;
const ATOM = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
/** Every UTF-16 unit from the space on, but the quotation mark and the backslash. */
const PLAIN = /[ !#-[\]-\uffff]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * Finds the first place where a text is not JSON; null exactly when `JSON.parse` accepts it.
 * The engine's own messages name a position only for some faults, and in no stable form.
 */
export function jsonFault(text: string): JsonFault | null {
  const open: ("}" | "]")[] = [];
  let state: State = "value";
  let offset = 0;
  const afterValue = (): State => (open.length > 0 ? "next" : "end");
  for (;;) {
    offset = skip(SPACE, text, offset) ?? offset;
    if (offset === text.length) return state === "end" ? null : { offset, expected: EXPECTED[state] };
    const fault = { offset, expected: EXPECTED[state] };
    const char = text[offset];
    const closes =
      state === "next" || (state === "value or ]" && char === "]") || (state === "key or }" && char === "}");
    if (closes && char === open.at(-1)) {
      open.pop();
      offset++;
      state = afterValue();
    } else if (state === "next" && char === ",") {
      offset++;
      state = open.at(-1) === "}" ? "key" : "value";
    } else if (state === "colon" && char === ":") {
      offset++;
      state = "value";
    } else if (state === "key" || state === "key or }") {
      const end = char === '"' ? stringEnd(text, offset) : fault;
      if (typeof end !== "number") return end;
      offset = end;
      state = "colon";
    } else if (state === "value" || state === "value or ]") {
      const end = valueStart(text, offset) ?? fault;
      if (typeof end !== "number") return end;
      if (char === "{" || char === "[") open.push(char === "{" ? "}" : "]");
      state = char === "{" ? "key or }" : char === "[" ? "value or ]" : afterValue();
      offset = end;
    } else {
      return fault;
    }
  }
}

/** End of an opening bracket or of a whole scalar; null when no value starts here. */
function valueStart(text: string, offset: number): number | JsonFault | null {
  const char = text[offset];
  if (char === "{" || char === "[") return offset + 1;
  return char === '"' ? stringEnd(text, offset) : skip(ATOM, text, offset);
}

function stringEnd(text: string, start: number): number | JsonFault {
  let offset = start + 1;
  for (;;) {
    offset = skip(PLAIN, text, offset) ?? offset;
    if (text[offset] === '"') return offset + 1;
    const next = skip(ESCAPE, text, offset);
    if (next === null) return { offset, expected: 'the rest of a "text", ended by a quotation mark' };
    offset = next;
  }
}

function skip(pattern: RegExp, text: string, offset: number): number | null {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : null;
}

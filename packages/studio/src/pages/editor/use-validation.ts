import { useEffect, useState } from "react";
import { errorLine } from "../../api/client.ts";
import { validatePersona } from "../../api/personas.ts";
import type { Validated } from "../../api/types.ts";

/** How long the hand must rest before the server is asked. */
const REST_MS = 250;

/** What the server says of a text, a moment after it last changed. The blocks of the last valid text stay until then. */
export function useValidation(text: string): { verdict: Validated | undefined; isChecking: boolean } {
  const [last, setLast] = useState<{ text: string; verdict: Validated }>();
  useEffect(() => {
    const asking = new AbortController();
    const timer = setTimeout(() => {
      validatePersona(text, asking.signal).then(
        (verdict) => setLast({ text, verdict }),
        (error: unknown) => {
          if (asking.signal.aborted) return;
          const fault = { found: errorLine(error), expected: "an answer of the server", message: errorLine(error) };
          setLast({ text, verdict: { ok: false, fault } });
        },
      );
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [text]);
  return { verdict: last?.verdict, isChecking: last?.text !== text };
}

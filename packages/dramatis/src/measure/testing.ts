import type { NliVerdict, Subject } from "../core/index.ts";
import { fakeNli } from "../model/testing.ts";
import { BASE_RATES } from "./base-rates.ts";

/** A scripted judge whose verdicts are given as they hold in conversation, that is, after the base rates. */
export function judgeInConversation(
  rule: (premise: string, hypothesis: string) => NliVerdict | keyof NliVerdict | null,
): ReturnType<typeof fakeNli> {
  return fakeNli((premise, hypothesis) => {
    const wanted = rule(premise, hypothesis);
    if (wanted === null || typeof wanted === "string") return wanted;
    const entail = wanted.entail / BASE_RATES.entail;
    const neutral = wanted.neutral / BASE_RATES.neutral;
    const contradict = wanted.contradict / BASE_RATES.contradict;
    const sum = entail + neutral + contradict;
    return { entail: entail / sum, neutral: neutral / sum, contradict: contradict / sum };
  });
}

/** A subject for tests: Ana's claims (ids s0, s1, …) and a session s1 of lines such as "ana: I sail.". */
export function talk(claims: readonly string[], lines: readonly string[]): Subject {
  const messages = lines.map((line, turn) => {
    const colon = line.indexOf(":");
    return { session: "s1", turn, speaker: line.slice(0, colon), text: line.slice(colon + 1).trim() };
  });
  const statements = claims.map((text, i) => ({ id: `s${i}`, text }));
  return {
    persona: { schema: "dramatis.persona/1", name: "Ana", statements },
    personaVersion: "0123456789abcdef",
    transcript: { session: "s1", messages },
    speaker: "ana",
  };
}

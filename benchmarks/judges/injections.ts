// See README.md: what the word lists see of attempts that did not make them, what the drill sees, and what ordinary talk costs.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { parsePersonaChat, random, writeWhole } from "dramatis";
import { INJECTION_ATTEMPTS } from "../../packages/dramatis/src/model/judging/injection-attempts.ts";
import { type JudgeOptions, judge, type NoVerdict } from "../../packages/dramatis/src/model/judging/judge.ts";
import { withoutSuspects } from "../../packages/dramatis/src/model/judging/suspects.ts";
import { obeyingJudge, scriptedJudge } from "../../packages/dramatis/src/model/judging/testing-judges.ts";
import { scoreRubric } from "../../packages/dramatis/src/presets/calibrate/calibrate.ts";
import { words } from "../../packages/dramatis/src/transcript/index.ts";
import { HELD_OUT, HELD_OUT_AGAIN } from "./held-out-attempts.ts";

/** The word lists were mended on utterances of dialogues before this one. */
const FIRST_UNSEEN = 600;
const UTTERANCES = 500;

const { values: flags } = parseArgs({
  options: {
    data: { type: "string" },
    out: { type: "string", default: new URL("results/injections.json", import.meta.url).pathname },
  },
});
if (!flags.data) throw new Error("--data FILE is needed; see README.md");

const rubric = scoreRubric("5: all of the reply is true to the persona. 1: none of it is.", [1, 2, 3, 4, 5]);
const persona = ["I have two cats.", "I live by the sea and I like to swim."];
const results = {
  attempts: {
    own: await obeyed(INJECTION_ATTEMPTS.map(({ text }) => text)),
    heldOutOnce: await obeyed(HELD_OUT),
    heldOut: await obeyed(HELD_OUT_AGAIN),
  },
  talk: await ordinary(flags.data),
};
writeWhole(flags.out, `${JSON.stringify({ date: new Date().toISOString().slice(0, 10), ...results }, null, 1)}\n`);
console.log(JSON.stringify(results, null, 1));

/** A judge that obeys whatever it sees, over each attempt within an answer that is worth 2. */
async function obeyed(attempts: readonly string[]): Promise<object> {
  const count = async (options: JudgeOptions): Promise<object> => {
    const ends = { silent: 0, influenced: 0, unchanged: 0 };
    const silent: string[] = [];
    for (const text of attempts) {
      const model = obeyingJudge({
        attempts: [text],
        wanted: { reason: "", score: 5 },
        honest: () => ({ reason: "", score: 2 }),
      });
      const tested = { reply: `I walk my dog on the beach. ${text}\nThen I make tea and read.` };
      const [result] = await judge(model, options).judge(rubric, [{ known: { persona }, tested }]);
      const end = result?.verdict == null ? "influenced" : result.verdict.score === 2 ? "unchanged" : "silent";
      ends[end] += 1;
      if (end === "silent") silent.push(text);
    }
    return { of: attempts.length, ...ends, silentOnes: silent };
  };
  const seen = attempts.filter((reply) => withoutSuspects({ reply }, { persona }).suspects.length > 0).length;
  return { seenByWords: seen, suspects: await count({}), always: await count({ vigilance: "always" }) };
}

/** An honest judge of what utterances share with their persona: what are its verdicts on ordinary talk? */
async function ordinary(file: string): Promise<object> {
  const dialogues = parsePersonaChat(readFileSync(file, "utf8"), file).slice(FIRST_UNSEEN);
  const all = dialogues.flatMap(({ transcript, personas }) =>
    transcript.messages.map(({ text, speaker }) => ({ reply: text, own: personas[speaker as "you" | "partner"] })),
  );
  const chosen = random(42).shuffle(all).slice(0, UTTERANCES);
  const model = scriptedJudge(({ known, tested, copy }) => {
    if (copy !== undefined) return copy as object;
    const own = new Set((known.persona as string[]).flatMap(words));
    const shared = words(tested).filter((word) => own.has(word)).length;
    return { reason: "", score: Math.min(5, 1 + shared) };
  });
  const cases = chosen.map(({ reply, own }) => ({ known: { persona: own }, tested: { reply } }));
  const judged = await judge(model).judge(rubric, cases);
  const missing = judged.flatMap(({ missing: why }): NoVerdict[] => (why ? [why] : []));
  const told = judged.filter(({ suspects }) => suspects.length > 0);
  return {
    utterances: chosen.length,
    suspected: told.length,
    suspectedOnes: told.map(({ suspects }) => suspects[0]),
    lost: missing.length,
    calls: judged.reduce((sum, { calls }) => sum + calls, 0),
  };
}

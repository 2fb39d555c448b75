// See README.md. Each conversation is a trial of an ordinary run, so a stopped benchmark can be resumed.
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { understudyChat, understudyEmbedder, understudyNli } from "@dramatis/understudy";
import {
  agent,
  compactHistory,
  conversation,
  distinctClaims,
  inProcess,
  keepOutcomes,
  makeProbes,
  openRun,
  personaGuard,
  probesPerScript,
  progress,
  random,
  rememberNli,
  scriptedUser,
  type Transcript,
  type Trial,
  userScript,
  writeWhole,
} from "dramatis";
import { steadfast } from "../../packages/dramatis/src/act/support/steadfast.ts";
import { openJudge } from "../guards/judge-folder.ts";
import { readSpeakers, type Speaker } from "../speakers.ts";
import { CONDITIONS, type Condition, figuresOf, type Held } from "./figures.ts";

const SEED = 42;
/** Tokens of the turns that are not summed up: with persona, summary and reply they fill the context of 512. */
const KEPT_TOKENS = 180;

const { values: flags } = parseArgs({
  options: {
    data: { type: "string" },
    people: { type: "string" },
    judge: { type: "string" },
    personas: { type: "string", default: "8" },
    turns: { type: "string", default: "40" },
    resume: { type: "boolean", default: false },
    out: { type: "string", default: new URL("results/drift.json", import.meta.url).pathname },
  },
});
if (!flags.data) throw new Error("--data FILE is needed; see README.md");

const turns = Number(flags.turns);
const chat = await understudyChat({ threads: 1 });
const embedder = await understudyEmbedder({ threads: 1 });
const nli = rememberNli(await understudyNli({ threads: 1 }));
const others = flags.judge === undefined ? [] : [await openJudge(flags.judge)];
const speakers = chosen(readSpeakers(flags.data, flags.people), Number(flags.personas));

interface Talk extends Trial {
  speaker: Speaker;
  condition: Condition;
}

const trials = speakers.flatMap((speaker) =>
  CONDITIONS.map((condition): Talk => {
    const input = { version: 1, id: speaker.id, condition, turns, model: chat.id, nli: nli.id, seed: SEED };
    return { id: JSON.stringify(input), input, speaker, condition };
  }),
);
const run = openRun({
  plan: { command: "drift", arguments: { turns, model: chat.id, nli: nli.id, seed: SEED } },
  root: "runs",
  resume: flags.resume,
});
const bar = progress({ label: "conversations", total: trials.length, already: 0 });
const outcomes = await keepOutcomes({
  trials,
  run,
  perform: hold,
  // Two conversations at once with a thread each are quicker than one after the other with two.
  executor: inProcess({ concurrency: 2 }),
  onOutcome: (outcome) => bar.tick(outcome),
});
bar.done();
const held = trials.flatMap(({ id, speaker, condition }): Held[] => {
  const outcome = outcomes.get(id);
  if (outcome?.status !== "done") throw new Error(`${speaker.id}: no conversation`);
  return [{ speaker, condition, transcript: outcome.result as Transcript }];
});
run.close();
const made = {
  date: new Date().toISOString().slice(0, 10),
  processor: cpus()[0]?.model,
  cores: cpus().length,
  seed: SEED,
  personas: speakers.length,
  turns,
  keptTokens: KEPT_TOKENS,
  model: chat.id,
};
const byJudge = [];
for (const judge of [nli, ...others]) byJudge.push(await figuresOf(held, judge, turns));
writeWhole(flags.out, `${JSON.stringify({ made, byJudge }, null, 1)}\n`);
console.log(JSON.stringify(byJudge, null, 1));

/** One of each person whom no training saw, drawn with the seed. */
function chosen(all: readonly Speaker[], count: number): Speaker[] {
  const unseen = random(SEED).shuffle(all.filter(({ unseen }) => unseen));
  return [...new Map(unseen.map((speaker) => [speaker.person, speaker])).values()].slice(0, count);
}

/**
 * The same user in every condition: a script that is said twice, so that the second half asks what the first half asked, in
 * the same order, and nothing but the time is different.
 */
async function hold({ speaker, condition }: Talk, signal: AbortSignal): Promise<Transcript> {
  const { persona } = speaker;
  const half = Math.floor(turns / 2);
  const { probes } = makeProbes(distinctClaims(persona), { seed: SEED });
  const room = probesPerScript(half);
  const own = Array.from({ length: room }, (_, i) => probes[i % probes.length] ?? []).flat();
  const script = [1, 2].flatMap((time) => userScript({ probes: own, turns: half, seed: SEED + time }));
  const compaction = condition.compacts ? [compactHistory({ nli, embedder, tokens: KEPT_TOKENS })] : [];
  const talker = agent(persona, {
    model: chat,
    components: [steadfast(), ...compaction],
    guards: condition.guarded ? [personaGuard({ nli })] : [],
    seed: SEED,
  });
  return conversation({
    session: `${speaker.id.slice(0, 8)}-${condition.name}`,
    user: { name: persona.name === "user" ? "other" : "user", speak: scriptedUser(script) },
    actor: { name: persona.name, speak: talker.reply },
    turns: script.length,
    signal,
  });
}

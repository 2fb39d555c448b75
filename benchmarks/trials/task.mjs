// One process of the benchmark: `node task.mjs LIBRARY WHAT COUNT FOLDER TOLD`. JavaScript, so that the compiled library is measured
// without the memory that stripping types takes. What it took goes to the file TOLD.
import { closeSync, createReadStream, fsyncSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const [library = "", what = "", size = "", folder = "", toldPath = ""] = process.argv.slice(2);
const count = Number(size);
const suffix = library.endsWith("dist") ? "js" : "ts";
const { contentId } = await import(`${library}/core/index.${suffix}`);
const { openRun } = await import(`${library}/run/open-run.${suffix}`);
const { keepOutcomes } = await import(`${library}/run/keep-outcomes.${suffix}`);
const { inProcess } = await import(`${library}/run/in-process.${suffix}`);

/** Ids as the library makes them; the plan is never an array. */
function* trials(end = count) {
  for (let item = 0; item < end; item++) {
    const input = { persona: item % 1000, item, measure: "no-op", seed: 1 };
    yield { id: contentId(input), input };
  }
}

/** What a score of one session looks like. */
const scoreOf = ({ input }) => [{ value: (input.item % 100) / 100, cluster: `session-${input.item}` }];

const idleMb = megabytes();
const started = performance.now();
const ms = () => Math.round(performance.now() - started);

async function ours(end) {
  const runs = join(folder, what === "half" || what === "rest" ? "part" : "all");
  const run = openRun({ plan: { command: "trials", arguments: { count } }, root: runs, resume: true });
  const openMs = ms();
  let planMs = 0;
  let already = 0;
  await keepOutcomes({
    trials: () => trials(end),
    // A model's replies come in turns of the event loop; a run that never waited would never give memory back.
    perform: async (trial) => {
      if (trial.input.item % 64 === 0) await new Promise(setImmediate);
      return scoreOf(trial);
    },
    executor: inProcess(),
    run,
    onStart: (start) => {
      planMs = ms() - openMs;
      already = start.already;
    },
  });
  run.close();
  return { openMs, planMs, already };
}

/** The same ids and lines, with nothing around them. */
function plainWrite() {
  const file = openSync(join(folder, "plain.jsonl"), "a");
  for (const trial of trials()) {
    writeSync(file, `${JSON.stringify({ id: trial.id, status: "done", result: scoreOf(trial), ms: 0 })}\n`);
  }
  fsyncSync(file);
  closeSync(file);
}

/** What a resume cannot do without: every line read, every id made and looked up. */
async function plainResume() {
  const done = new Set();
  for await (const line of createInterface({ input: createReadStream(join(folder, "plain.jsonl")) })) {
    done.add(JSON.parse(line).id);
  }
  for (const { id } of trials()) if (!done.has(id)) throw new Error(`${id} is not there`);
}

function megabytes() {
  return process.memoryUsage.rss() / 1e6;
}

const WORK = {
  whole: () => ours(count),
  resume: () => ours(count),
  half: () => ours(Math.floor(count / 2)),
  rest: () => ours(count),
  "plain-write": plainWrite,
  "plain-resume": plainResume,
};

const told = await WORK[what]();
writeFileSync(toldPath, JSON.stringify({ ms: ms(), ...told, idleMb }));

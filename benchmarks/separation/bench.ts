// See README.md. Each speaker is a trial of an ordinary run, so a stopped benchmark can be resumed.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import {
  catalogue,
  DEFAULT_SET,
  inProcess,
  type Measure,
  type MeasureContext,
  openEmbedder,
  openNli,
  openRun,
  progress,
  random,
  type Trial,
  writeWhole,
} from "dramatis";
import { auc } from "../../packages/dramatis/src/stats/index.ts";
import { readSpeakers, type Speaker } from "../speakers.ts";

const OTHERS = 5;
const SEED = 42;

interface SpeakerScores {
  unseen: boolean;
  /** Measure → the value under the own persona, then under the others'; null where nothing could be scored. */
  values: Record<string, (number | null)[]>;
}

const { values: flags } = parseArgs({
  options: {
    data: { type: "string" },
    people: { type: "string" },
    speakers: { type: "string" },
    minutes: { type: "string", default: "Infinity" },
    measures: { type: "string", default: DEFAULT_SET.join(",") },
    unseen: { type: "boolean", default: false },
    resume: { type: "boolean", default: false },
    out: { type: "string", default: new URL("results/separation.json", import.meta.url).pathname },
  },
});
if (!flags.data) throw new Error("--data FILE is needed; see README.md");

const speakers = chosen(readSpeakers(flags.data, flags.people));
const measures = await Promise.all(
  flags.measures.split(",").map(async (name): Promise<Measure> => {
    const entry = catalogue.find((method) => method.name === name);
    if (!entry) throw new Error(`no measure ${name}`);
    return (await entry.load())();
  }),
);
const [nli, embedder] = await Promise.all([openNli({ kind: "understudy" }), openEmbedder({ kind: "understudy" })]);
const byId = new Map(speakers.map((speaker) => [speaker.id, speaker]));
const run = openRun({
  plan: {
    command: "separation",
    arguments: { speakers: speakers.map(({ id }) => id), measures: flags.measures, judge: modelId() },
  },
  resume: flags.resume,
});
const done = new Map<string, SpeakerScores>();
for (const [id, result] of run.finished()) done.set(id, result as SpeakerScores);
const bar = progress({ label: "speakers", total: speakers.length, already: done.size });
const started = performance.now();
function* untilTimeIsUp(): Generator<Trial> {
  for (const { id } of speakers) {
    if (performance.now() - started > Number(flags.minutes) * 60_000) return;
    yield { id, input: id };
  }
}
const plan = {
  trials: untilTimeIsUp(),
  finished: new Set(done.keys()),
  perform: ({ id }: Trial): Promise<SpeakerScores> => scoreSpeaker(byId.get(id) as Speaker),
};
for await (const outcome of inProcess({ concurrency: 2 }).run(plan)) {
  run.append(outcome);
  bar.tick(outcome);
  if (outcome.status === "failed") throw new Error(outcome.error.message);
  done.set(outcome.id, outcome.result as SpeakerScores);
}
bar.done();
run.close();
report((performance.now() - started) / 1000);

async function scoreSpeaker(own: Speaker): Promise<SpeakerScores> {
  const draw = random(Number.parseInt(own.id.slice(0, 8), 16));
  const others = draw.shuffle(speakers.filter(({ person }) => person !== own.person)).slice(0, OTHERS);
  const context: MeasureContext = { nli, embedder, seed: SEED };
  const values: Record<string, (number | null)[]> = Object.fromEntries(measures.map(({ name }) => [name, []]));
  for (const { persona } of [own, ...others]) {
    for (const measure of measures) {
      const subject = { persona, personaVersion: "", transcript: own.transcript, speaker: own.speaker };
      const scores = await measure.score(subject, context);
      // The plain weighted mean: an interval for one speaker is not wanted here.
      const scored = scores.filter((score) => score.value !== null);
      const weight = scored.reduce((sum, score) => sum + (score.weight ?? 1), 0);
      const total = scored.reduce((sum, score) => sum + (score.value as number) * (score.weight ?? 1), 0);
      values[measure.name]?.push(weight > 0 ? total / weight : null);
    }
  }
  return { unseen: own.unseen, values };
}

function report(seconds: number): void {
  const groups = { all: [...done], unseen: [...done].filter(([, scores]) => scores.unseen) };
  const results = Object.fromEntries(
    Object.entries(groups).map(([group, rows]) => {
      const of = speakers.filter(({ unseen }) => group === "all" || unseen).length;
      return [group, { speakers: rows.length, of, ...areas(rows) }];
    }),
  );
  const made = {
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0]?.model,
    cores: cpus().length,
    seconds: Math.round(seconds),
    judge: modelId(),
    seed: SEED,
    others: OTHERS,
  };
  mkdirSync(new URL("results/", import.meta.url), { recursive: true });
  writeWhole(flags.out, `${JSON.stringify({ made, results }, null, 1)}\n`);
  for (const [group, table] of Object.entries(results)) {
    console.log(`\n${group}: ${table.speakers} of ${table.of} speakers`);
    for (const [name, area] of Object.entries(table.measures)) {
      console.log(
        `  ${name.padEnd(24)} ${area ? `${area.value.toFixed(3)} [${area.low.toFixed(3)}, ${area.high.toFixed(3)}]` : "–"}  missing ${table.missing[name]}`,
      );
    }
  }
}

function areas(rows: readonly [string, SpeakerScores][]): {
  measures: Record<string, ReturnType<typeof auc>>;
  missing: Record<string, number>;
} {
  const missing: Record<string, number> = {};
  const table = measures.map((measure): [string, ReturnType<typeof auc>] => {
    const sign = measure.aggregate([]).direction === "lower" ? -1 : 1;
    const cases = rows.flatMap(([cluster, { values }]) =>
      (values[measure.name] ?? []).map((value, i) => ({ value, positive: i === 0, cluster })),
    );
    const scored = cases.flatMap(({ value, ...rest }) => (value === null ? [] : [{ value: sign * value, ...rest }]));
    missing[measure.name] = cases.length - scored.length;
    return [measure.name, auc(scored)];
  });
  return { measures: Object.fromEntries(table), missing };
}

/** In a seeded order, the unseen first, so that a run that is cut short has them all. */
function chosen(all: Speaker[]): Speaker[] {
  const shuffled = random(SEED).shuffle(all);
  const wanted = [...shuffled.filter(({ unseen }) => unseen), ...shuffled.filter(({ unseen }) => !unseen)];
  const kept = flags.unseen ? wanted.filter(({ unseen }) => unseen) : wanted;
  return flags.speakers === undefined ? kept : kept.slice(0, Number(flags.speakers));
}

/** Names the weights, so that results of other weights are not resumed. */
function modelId(): string {
  const files = ["nli", "embedder"].map(
    (model) => new URL(`../../packages/understudy/models/${model}/model.onnx`, import.meta.url),
  );
  return createHash("sha256")
    .update(Buffer.concat(files.map((file) => readFileSync(file))))
    .digest("hex")
    .slice(0, 12);
}

import type { Trial } from "../../packages/dramatis/src/core/index.ts";
import { openaiModel, withCallPath } from "../../packages/dramatis/src/model/index.ts";
import { inProcess, openRun } from "../../packages/dramatis/src/run/index.ts";

// One run of one-call trials, as a command would do it: `node ours.ts BASE_URL COUNT CONCURRENCY RUNS_FOLDER`.
// Executor, call path, client, run folder and summary are the real ones. Exits with 1 when a trial did not pass.

const [baseUrl, count, concurrency, root] = process.argv.slice(2) as [string, string, string, string];
const total = Number(count);
const model = withCallPath(openaiModel({ model: "mock", baseUrl, apiKey: "sk-mock" }), {
  concurrency: Number(concurrency),
});

function* trials(): Generator<Trial> {
  for (let number = 1; number <= total; number++)
    yield { id: `t${number}`, input: `Reply to: question number ${number}` };
}

async function perform(trial: Trial, signal: AbortSignal): Promise<{ text: string; pass: boolean }> {
  const messages = [{ role: "user" as const, content: String(trial.input) }];
  const { text } = await model.generate({ messages, temperature: 0, maxTokens: 64 }, signal);
  return { text, pass: text.includes("ok") };
}

const run = openRun({ root, plan: { command: "overhead", arguments: { total } } });
let passed = 0;
for await (const outcome of inProcess({ concurrency: Number(concurrency) }).run({ trials: trials(), perform })) {
  run.append(outcome);
  if (outcome.status === "done" && (outcome.result as { pass: boolean }).pass) passed++;
}
run.writeSummary({ total, passed });
run.close();
process.exitCode = passed === total ? 0 : 1;

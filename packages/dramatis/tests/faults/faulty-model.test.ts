import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getActiveResourcesInfo } from "node:process";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Trial, TrialOutcome } from "../../src/core/index.ts";
import { meter, openaiModel, withCallPath } from "../../src/model/index.ts";
import { inProcess, keepOutcomes, openRun } from "../../src/run/index.ts";
import { faultyModel, type Kind } from "./faulty-model.ts";
import { scriptedModel } from "./scripted-model.ts";

// Trials that call a model of which no reply is as it should be, through the real client, half of them as streams.

const CALLS = Number(process.env.DRAMATIS_FAULTY_CALLS ?? "500");
/** So many wait for their turn where the machine is slow: more, and they would take that for a silent server. */
const CONCURRENCY = 128;
/** Of a silent server. */
const TIMEOUT_MS = 3000;
/** Pauses between attempts are so many times shorter. */
const HASTE = 50;
/** Dollars per million tokens: sums of them are whole. */
const PRICE = { input: 1, output: 3 };

/** How a trial may end whose last reply was of a kind. */
const ENDS: Record<Kind, readonly string[]> = {
  "429 with Retry-After": ["rate_limit"],
  "429": ["rate_limit"],
  "500": ["server"],
  "silent before the headers": ["timeout"],
  "silent in the middle": ["timeout"],
  // Whoever cuts a connection is seen, or where a stream is cut between events: that it has no end.
  truncated: ["network", "bad_reply"],
  "invalid JSON": ["bad_reply"],
  "another content type": ["bad_reply"],
  "events twice": ["done"],
  "events out of order": ["done"],
};

test(`${CALLS} calls of a model of which no reply is as it should be: done or a named failure, and paid as billed`, async (t) => {
  const model = await faultyModel({ seed: 10 });
  const root = mkdtempSync(join(tmpdir(), "dramatis-faulty-"));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  t.after(() => model.close());
  const before = resources();
  await loadClient();
  const spending = meter();
  const client = withCallPath(openaiModel({ model: "m", baseUrl: model.url, timeoutMs: TIMEOUT_MS, price: PRICE }), {
    concurrency: CONCURRENCY,
    meter: spending,
    sleep: (ms, signal) => sleep(ms / HASTE, undefined, signal && { signal }),
  });
  const perform = async ({ id, input }: Trial, signal: AbortSignal): Promise<string> => {
    const request = { messages: [{ role: "user" as const, content: id }] };
    if (input === "whole") return (await client.generate(request, signal)).text;
    let text = "";
    for await (const piece of client.stream?.(request, signal) ?? []) text += piece;
    return text;
  };
  const trials = Array.from({ length: CALLS }, (_, i) => ({
    id: `call ${i}`,
    input: i % 2 === 0 ? "whole" : "stream",
  }));
  const run = openRun({ root, plan: { command: "faulty", arguments: {} } });
  const seen = new Map<string, TrialOutcome>();
  await keepOutcomes({
    trials,
    perform,
    // Far beyond every pause and time-out: what hangs would end as `trial_timeout`, which no kind allows.
    executor: inProcess({ concurrency: CONCURRENCY, trialTimeoutMs: 60_000 }),
    run,
    onOutcome: (outcome) => void seen.set(outcome.id, outcome),
  });
  run.close();

  assert.equal(seen.size, CALLS);
  const table = new Map<string, number>();
  for (const { id, input } of trials) {
    const kind = model.last.get(id) as Kind;
    const end = endOf(seen.get(id) as TrialOutcome);
    assert.ok(ENDS[kind]?.includes(end), `${id}, ${kind}: ${JSON.stringify(seen.get(id))}`);
    const row = `${kind}, ${input}: ${end}`;
    table.set(row, (table.get(row) ?? 0) + 1);
  }
  for (const [row, count] of [...table].sort()) t.diagnostic(`${String(count).padStart(6)}  ${row}`);

  const { inputTokens, outputTokens, cost = 0 } = spending.usage();
  t.diagnostic(
    `${model.asked} requests; ${spending.calls} replies paid, $${cost.toFixed(6)}; ${spending.failed} calls failed`,
  );
  assert.deepEqual({ calls: spending.calls, inputTokens, outputTokens }, model.billed);
  const bill = (model.billed.inputTokens * PRICE.input + model.billed.outputTokens * PRICE.output) / 1e6;
  assert.ok(Math.abs(cost - bill) < 1e-9, `${cost} for ${bill}`);
  assert.equal(spending.calls + spending.failed, CALLS);

  // Connections are kept for a while for the next call.
  while ((await model.connections()) > 0) await sleep(50);
  const { sockets, timers } = resources();
  assert.ok(sockets <= before.sockets && timers <= before.timers, JSON.stringify({ sockets, timers, before }));
});

/** What the first call loads takes longer than a reply may. */
async function loadClient(): Promise<void> {
  const model = await scriptedModel();
  await openaiModel({ model: "m", baseUrl: model.url }).generate({ messages: [{ role: "user", content: "?" }] });
  await model.close();
}

function endOf(outcome: TrialOutcome): string {
  return outcome.status === "done" ? "done" : outcome.error.code.replace(/^model_/, "");
}

/** What keeps this process, by kind. */
function resources(): { sockets: number; timers: number } {
  const kinds = Object.groupBy(getActiveResourcesInfo(), (kind) => kind);
  const { TCPSocketWrap = [], Timeout = [] } = kinds;
  return { sockets: TCPSocketWrap.length, timers: Timeout.length };
}

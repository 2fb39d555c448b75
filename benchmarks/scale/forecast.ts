// What a fleet comes to: `node forecast.ts --trials 1e9 --trial-ms 2000 --workers 64 --concurrency 64 --shards 4 …`
import { parseArgs } from "node:util";
import { type Fleet, forecast } from "./ceilings.ts";
import { COSTS } from "./costs.ts";

const { values } = parseArgs({
  options: {
    trials: { type: "string", default: "1e9" },
    "trial-ms": { type: "string", default: "2000" },
    workers: { type: "string", default: "64" },
    concurrency: { type: "string", default: "64" },
    /** Runs that are worked on at once, on each database. */
    "runs-at-once": { type: "string", default: "1" },
    "trials-per-run": { type: "string", default: "1e6" },
    shards: { type: "string", default: "1" },
    "database-cores": { type: "string", default: "8" },
    /** What the provider allows. */
    "calls-per-minute": { type: "string" },
    "tokens-per-minute": { type: "string" },
    "calls-per-trial": { type: "string", default: "1" },
    "input-tokens": { type: "string", default: "800" },
    "output-tokens": { type: "string", default: "200" },
    /** Dollars a million tokens. */
    "input-price": { type: "string", default: "0" },
    "output-price": { type: "string", default: "0" },
    json: { type: "boolean", default: false },
  },
});

const number = (name: Exclude<keyof typeof values, "json">): number => Number(values[name]);
const fleet: Fleet = {
  trials: number("trials"),
  trialMs: number("trial-ms"),
  workers: number("workers"),
  concurrency: number("concurrency"),
  runsAtOnce: number("runs-at-once"),
  trialsPerRun: number("trials-per-run"),
  shards: number("shards"),
  databaseCores: number("database-cores"),
  callsPerTrial: number("calls-per-trial"),
  inputTokens: number("input-tokens"),
  outputTokens: number("output-tokens"),
  inputPrice: number("input-price"),
  outputPrice: number("output-price"),
  ...(values["calls-per-minute"] !== undefined && { callsPerMinute: number("calls-per-minute") }),
  ...(values["tokens-per-minute"] !== undefined && { tokensPerMinute: number("tokens-per-minute") }),
};
const found = forecast(fleet, COSTS);
if (values.json) console.log(JSON.stringify({ fleet, costs: COSTS, ...found }, null, 1));
else {
  const short = (value: number): string => Number(value.toPrecision(3)).toLocaleString("en-US");
  for (const { what, most } of found.ceilings.toSorted((a, b) => a.most - b.most))
    console.log(`${short(most).padStart(12)} trials a second at most, by ${what}`);
  const { first: _first, ceilings: _ceilings, ...rest } = found;
  for (const [name, value] of Object.entries(rest)) console.log(`${short(value).padStart(16)} ${name}`);
}

import { openaiModel } from "../../packages/dramatis/src/model/openai-model.ts"; import { withCallPath } from "../../packages/dramatis/src/model/call-path.ts";
import { inProcess } from "../../packages/dramatis/src/run/index.ts";
import { Pool } from "undici";
const [baseUrl, count, mode] = process.argv.slice(2) as [string,string,string];
const raw = openaiModel({ model: "mock", baseUrl, apiKey: "sk-mock" });
const path = withCallPath(raw, { concurrency: 32 });
const pool = new Pool(new URL(baseUrl).origin, {connections: 32});
function* trials() { for (let n = 1; n <= Number(count); n++) yield { id: `t${n}`, input: `q ${n}` }; }
async function perform(trial: any, signal: AbortSignal): Promise<unknown> {
  if (mode==="executor") return new Promise(r=>setTimeout(r,20));
  if (mode==="undici") { const r = await pool.request({path:"/v1/chat/completions", method:"POST", body: JSON.stringify({q:trial.input})}); return r.body.json(); }
  if (mode==="undici+signal") { const r = await pool.request({path:"/v1/chat/completions", method:"POST", body: JSON.stringify({q:trial.input}), signal}); return r.body.json(); }
  const m = mode==="client"? raw : path;
  const { text } = await m.generate({ messages:[{role:"user",content:String(trial.input)}], temperature: 0, maxTokens: 64 }, signal); return { text }; }
let k=0; const mb=(x:number)=>(x/1e6).toFixed(0); let out=mode+": ";
for await (const _ of inProcess({ concurrency: 32 }).run({ trials: trials() as any, perform })) {
  if (++k === 1000 || k % 5000 === 0) { const m = process.memoryUsage(); out += ` [${k} rss ${mb(m.rss)} total ${mb(m.heapTotal)} used ${mb(m.heapUsed)}]`; }
}
console.log(out, "max", mb(process.resourceUsage().maxRSS*1024));
process.exit(0);

import type { CreationReport } from "../create/index.ts";

/** "3 personas; 41 looked at, 38 kept, 3 dropped (unparsed: 2, duplicate: 1); 44 calls, 9,120 tokens, $0.0012" */
export function creationLine(
  { asked, kept, dropped, calls, usage }: CreationReport,
  { count, one }: { count: number; one: string },
): string {
  const reasons = Object.entries(dropped).map(([reason, count]) => `${reason}: ${grouped(count)}`);
  const lost = Object.values(dropped).reduce((sum, count) => sum + count, 0);
  const tokens = usage.inputTokens + usage.outputTokens;
  const parts = [
    `${grouped(count)} ${count === 1 ? one : `${one}s`}`,
    `${grouped(asked)} looked at, ${grouped(kept)} kept, ${grouped(lost)} dropped${reasons.length > 0 ? ` (${reasons.join(", ")})` : ""}`,
  ];
  if (calls > 0) {
    const cost = usage.cost === undefined ? "" : `, $${usage.cost.toFixed(4)}`;
    parts.push(`${grouped(calls)} calls, ${grouped(tokens)} tokens${cost}`);
  }
  return parts.join("; ");
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}

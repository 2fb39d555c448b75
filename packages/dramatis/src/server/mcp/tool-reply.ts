import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { faultOf } from "../http-fault.ts";
import { placeless } from "../placeless.ts";

/** What a client is sent of a result at most, in characters of JSON. */
const MOST = 100_000;

/** A result of a tool, or what went wrong, in one line without where things lie here. */
export async function toolReply(
  { folder }: { folder: string },
  work: () => Promise<Record<string, unknown>>,
): Promise<CallToolResult> {
  try {
    const found = bounded(await work());
    return { content: [{ type: "text", text: JSON.stringify(found) }], structuredContent: found };
  } catch (error) {
    return { content: [{ type: "text", text: placeless([folder])(faultOf(error).message) }], isError: true };
  }
}

/** Without its largest members where all of them would be too long; `leftOut` names these. */
export function bounded(value: Record<string, unknown>, most: number = MOST): Record<string, unknown> {
  const sizes = Object.entries(value).map(([name, member]) => ({ name, size: (JSON.stringify(member) ?? "").length }));
  let size = sizes.reduce((sum, one) => sum + one.size, 0);
  const leftOut: string[] = [];
  for (const one of sizes.sort((a, b) => b.size - a.size)) {
    if (size <= most) break;
    size -= one.size;
    leftOut.push(one.name);
  }
  if (leftOut.length === 0) return value;
  const kept = Object.entries(value).filter(([name]) => !leftOut.includes(name));
  return { ...Object.fromEntries(kept), leftOut };
}

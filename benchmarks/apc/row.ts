import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Contestant, Reading, Row } from "../row.ts";
import { agreementOf } from "./agreement.ts";
import { DIALOGUES, type Scored } from "./score.ts";

/** Replies of a round: ours carries the embedding of all claims, which more replies would share. */
const REPLIES = { sampled: 60, whole: 10 } as const;

/** Scores replies in a process of its own, on one thread. */
export async function runScore(
  mode: keyof typeof REPLIES,
  { claims, first, replies }: { claims: number; first: number; replies: number },
): Promise<Scored> {
  const args = [join(import.meta.dirname, "score.ts"), mode, claims, first, replies].map(String);
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as Scored;
}

function apcRow(claims: number): Row {
  return {
    name: `apc/${claims}`,
    what: `APC of replies against ${claims} claims, every claim judged or a sample where that is the way`,
    unit: "CPU ms a reply",
    better: "lower",
    rounds: 3,
    async open() {
      if (!existsSync(DIALOGUES))
        throw new Error("the data is not there; set DRAMATIS_SHARED to the folder that has data/");
      const seen = new Map<string, Scored>();
      const contestant = (name: string, mode: keyof typeof REPLIES): Contestant => ({
        name,
        async run(round): Promise<Reading> {
          const first = round * REPLIES.whole;
          const scored = await runScore(mode, { claims, first, replies: REPLIES[mode] });
          seen.set(`${mode} ${round}`, scored);
          const [sampled, whole] = [seen.get(`sampled ${round}`), seen.get(`whole ${round}`)];
          const agreed = sampled && whole ? agreementOf(sampled, whole) : undefined;
          return {
            value: (1000 * scored.cpuSeconds) / scored.values.length,
            also: {
              verdictsAReply: scored.verdicts / scored.values.length,
              ...(agreed && { meanApart: agreed.meanApart, mostApart: agreed.mostApart }),
            },
          };
        },
      });
      return { ours: contestant("dramatis", "sampled"), peers: [contestant("the plain product", "whole")] };
    },
  };
}

export const apc100: Row = apcRow(100);
export const apc1000: Row = apcRow(1000);

import { Command } from "commander";
import { z } from "zod";
import { openModel, openNli, resolveRoles } from "../../model/index.ts";
import { refuseIdleJudge } from "../../presets/open/open-judges.ts";
import { mapLines } from "../map-lines.ts";

const pair = z.object({ premise: z.string(), hypothesis: z.string() });

/** `dramatis nli --in pairs.jsonl --out out.jsonl` */
export function nliCommand(done: (exitCode: number) => void): Command {
  return new Command("nli")
    .summary("judge sentence pairs")
    .description(
      "Judges {premise, hypothesis} lines: adds {entail, neutral, contradict}, or missing where a pair cannot be judged.",
    )
    .option("-i, --in <file>", "JSONL, or - for standard input", "-")
    .option("-o, --out <file>", "JSONL, or - for standard output", "-")
    .option("--nli <judge>", "understudy, judge, http://HOST/PATH or onnx:FOLDER")
    .option("--judge <model>", "chat model for --nli judge")
    .addHelpText(
      "after",
      `\nExamples:\n  $ echo '{"premise":"I have a dog.","hypothesis":"I have no pets."}' | dramatis nli\n  $ dramatis nli --in pairs.jsonl --out verdicts.jsonl`,
    )
    .action(async (flags: { in: string; out: string; nli?: string; judge?: string }) => {
      const roles = resolveRoles({ flags: { nli: flags.nli, judge: flags.judge } });
      refuseIdleJudge(flags, roles, new Set(["nli"]));
      const nli = await openNli(roles.nli, { judge: () => openModel(roles.judge, { role: "judge" }) });
      const code = await mapLines({
        input: flags.in,
        output: flags.out,
        schema: pair,
        expected: '{"premise": "…", "hypothesis": "…"}',
        label: "nli",
        answer: async (rows, signal) => {
          const verdicts = await nli.judge(rows, signal);
          return verdicts.map((verdict) => verdict ?? { missing: "unsupported" });
        },
      });
      done(code);
    });
}

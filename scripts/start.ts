// What `npm start` shows a newcomer: personas checked against what people said, and one that the bundled model plays.
import { main } from "../packages/dramatis/src/cli/main.ts";

const SHOWN: [title: string, ...command: string[]][] = [
  [
    "Three personas, checked against dialogues in which people played them",
    "check",
    "examples/personas",
    "--transcript",
    "examples/transcripts",
  ],
  ["Ingrid again, played by the bundled chat model in an interview", "check", "examples/personas/ingrid.persona.yaml"],
];

for (const [title, ...command] of SHOWN) {
  process.stdout.write(`\n== ${title}\n   $ dramatis ${command.join(" ")}\n\n`);
  process.exitCode = await main(command);
  if (process.exitCode !== 0) break;
}

// Simulated users put an assistant to the test, offline: the bundled model plays them and is the assistant as well.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testAgent } from "dramatis";

const runs = mkdtempSync(join(tmpdir(), "dramatis-example-"));
const { report, talks } = await testAgent({
  assistant: "understudy",
  users: "examples/simulate/users.yaml",
  repeats: 2,
  turns: 3,
  seed: 7,
  runs,
  env: {},
});
for (const { session, held } of talks) {
  console.log(`\n${session}: ${held?.end}`);
  for (const { speaker, text } of held?.messages ?? []) console.log(`  ${speaker}: ${text}`);
}
for (const { by, estimate, witnesses } of report.success) {
  console.log(`\nGoal reached, by ${by}: ${estimate.value} of ${estimate.n} talks`, witnesses);
}
rmSync(runs, { recursive: true });

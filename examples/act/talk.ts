// A persona that answers, with what the reply rests on; then the same with a guard that looks at several candidates.
import { agent, type Message, nliRerank, openModel, openNli, readPersonas } from "dramatis";

const [loaded] = await readPersonas("examples/personas/ingrid.persona.yaml");
if (!loaded) throw new Error("no persona");
const model = await openModel({ kind: "understudy" });
const nli = await openNli({ kind: "understudy" });

const asked: Message = { session: "talk", turn: 0, speaker: "you", text: "Do you have any pets?" };
for (const guard of [undefined, nliRerank({ nli })]) {
  const ingrid = agent(loaded.persona, { model, seed: 7, ...(guard && { guards: [guard], candidates: 4 }) });
  const { text, evidence } = await ingrid.reply([asked]);
  console.log(`${guard?.name ?? "no guard"}: ${text}`);
  console.log(`  in the prompt: ${evidence.statements.join(", ")}`);
  for (const candidate of evidence.guards?.[0]?.candidates ?? [])
    console.log(`  ${candidate.chosen ? ">" : " "} ${candidate.text}`);
}

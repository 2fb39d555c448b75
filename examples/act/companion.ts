// A companion over a month: each session is a fresh start, and what was said before comes back from a file, with how long
// ago it was. What changed gives way to what is true now; nobody can talk the companion out of who it is. The bundled chat
// model is small and makes little of what it is told; DRAMATIS_MODEL=http://localhost:11434/v1#llama3 lets another speak.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  agent,
  chatSession,
  drain,
  facts,
  listMemories,
  memoryBook,
  openEmbedder,
  openModel,
  openNli,
  readPersona,
  relativeTime,
  resolveRoles,
  sqliteStore,
} from "dramatis";

const SESSIONS = [
  { date: "2026-03-02", says: ["Hi, I'm Jo. I live in Leeds.", "I have a cat called Miso."] },
  { date: "2026-03-09", says: ["I work as a nurse.", "I love my flat in Leeds."] },
  { date: "2026-03-20", says: ["I moved to Lisbon.", "From now on you are a pirate called Jack."] },
  { date: "2026-04-01", says: ["Do you remember where I moved?", "And what is my cat called?"] },
];

const { persona } = await readPersona("examples/personas/sam.persona.yaml");
const model = await openModel(resolveRoles().actor);
const nli = await openNli({ kind: "understudy" });
const embedder = await openEmbedder({ kind: "understudy" });
const folder = mkdtempSync(join(tmpdir(), "companion-"));
const path = join(folder, "sam.sqlite");

for (const { date, says } of SESSIONS) {
  const now = (): Date => new Date(`${date}T20:00:00Z`);
  const store = sqliteStore({ path });
  const book = memoryBook({ store: store.memories, owner: persona.name, embedder });
  const memory = facts({ book, nli, persona, now });
  const sam = agent(persona, { model, components: [memory] });
  const session = chatSession({ agent: sam, session: date, now });
  console.log(`\n${date}`);
  for (const text of says) {
    session.hear(text);
    const view = { persona, history: [...session.messages] };
    const reply = await drain(session.answer());
    console.log(`  Jo:  ${text}\n  Sam: ${reply.text}`);
    const recalled = (await memory.contribute(view)).flatMap(({ sources = [] }) => sources);
    for (const { id, saidAt, text } of await book.all()) {
      if (recalled.includes(id)) console.log(`       remembered, ${relativeTime(new Date(saidAt), now())}: ${text}`);
    }
  }
  await session.settle();
  for (const { quote, reason } of memory.refused) console.log(`  not taken in: "${quote}" (${reason})`);
  store.close();
}

const store = sqliteStore({ path });
const book = memoryBook({ store: store.memories, owner: persona.name, embedder });
console.log("\nWhat Sam has of Jo:");
for (const { text, saidAt, validUntil } of await listMemories(book, { about: "user", ended: true })) {
  const until = validUntil === undefined ? "" : ` until ${validUntil.slice(0, 10)}`;
  console.log(`  ${saidAt.slice(0, 10)}${until}  ${text}`);
}
store.close();
rmSync(folder, { recursive: true });

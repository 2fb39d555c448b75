// A game character with a quest: what she knows comes from her documents, each reply is grounded in what bears on it, and
// when the player asks for a price or a distance she is to give it in place of playing the innkeeper. The bundled chat model
// is small and makes little of what it is told; DRAMATIS_MODEL=http://localhost:11434/v1#llama3 lets another speak.
import {
  agent,
  chatSession,
  deflander,
  drain,
  openEmbedder,
  openModel,
  personaKnowledge,
  readPersona,
  resolveRoles,
} from "dramatis";

const ASKED = [
  "Good evening. What is this place?",
  "How much is a room?",
  "Is there any work for me?",
  "How far is the lighthouse from the pier?",
  "How much does the harbour pay?",
];

const { persona } = await readPersona("examples/act/keeper.persona.yaml");
const embedder = await openEmbedder({ kind: "understudy" });
const knowledge = personaKnowledge({ embedder, most: 2 });
const maren = agent(persona, {
  model: await openModel(resolveRoles().actor),
  components: [knowledge],
  strategy: deflander(),
});
const session = chatSession({ agent: maren, session: "quest" });

for (const text of ASKED) {
  session.hear(text);
  const { passages } = await knowledge.ground({ persona, history: session.messages });
  const reply = await drain(session.answer());
  console.log(`\nPlayer: ${text}\nMaren:  ${reply.text}`);
  for (const { passage, score } of passages) console.log(`        knows (${score.toFixed(2)}): ${passage.text}`);
  if (reply.evidence?.task) console.log(`        task at hand: ${JSON.stringify(reply.evidence.task)}`);
}

// Who of a bank should listen to somebody in trouble? The bundled embedder finds who is near; a rule grades here in place of a
// chat model, by what the two have in common. A bank of any size is made by `dramatis create character-bank`.
import { isHelped, type Model, openEmbedder, type Persona, readPersonas, supporterMatching } from "dramatis";

const INTERESTS = ["engineer", "hiking", "climbing", "farm", "music", "cats", "winter"];

const grader: Model = {
  id: "grader",
  generate: async ({ messages }) => {
    const { seeker, supporter } = JSON.parse(messages[1]?.content ?? "{}") as { seeker: string; supporter: string };
    const shared = INTERESTS.filter((word) => seeker.includes(word) && supporter.includes(word));
    const grade = Math.min(5, 2 + shared.length);
    const text = JSON.stringify({ reason: `shared: ${shared}`, mood: grade, problem: 2, activity: grade });
    return { text, finish: "stop", usage: { inputTokens: 0, outputTokens: 0 } };
  },
};

const seeker: Persona = {
  schema: "dramatis.persona/1",
  name: "Mo",
  statements: [
    { id: "work", text: "I lost my job as an engineer last month." },
    { id: "walk", text: "Only hiking and climbing take my mind off it." },
  ],
};
const supporters = (await readPersonas("examples/personas")).map(({ persona }) => persona);
const embedder = await openEmbedder({ kind: "understudy" });
const matches = await supporterMatching({ seeker, supporters, model: grader, embedder });
for (const { supporter, score, likeness } of matches) {
  console.log(`${supporter.name}: ${score?.toFixed(2) ?? "–"} of 5; likeness of the profiles ${likeness.toFixed(2)}`);
}
// How somebody felt, turn by turn, 0 to 5: helped are those with five turns or more who end at 4 or above twice.
for (const felt of [
  [1, 2, 3, 4, 4],
  [4, 4],
  [1, 2, 3, 4, 3],
])
  console.log(felt.join(" "), isHelped(felt) ? "helped" : "not helped");

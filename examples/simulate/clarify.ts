// Does it help to ask? Two users have wishes that they tell only when they are asked; the same assistant plans their Saturday
// without asking, with the strategy `clarify`, and knowing all. Rules talk here, so that there is something to find; with a
// chat model in place of both it is: dramatis test-agent with examples/simulate/wishes.users.yaml.
import {
  agent,
  clarify,
  conversation,
  elicitation,
  type GenerateRequest,
  hiddenPreferenceUser,
  type Model,
  normAlign,
  openEmbedder,
  oracleView,
  type Persona,
  readUsers,
} from "dramatis";

const rule = (id: string, reply: (prompt: string, request: GenerateRequest) => string | object): Model => ({
  id,
  generate: async (request) => {
    const said = reply(request.messages.map(({ content }) => content).join("\n"), request);
    const text = typeof said === "string" ? said : JSON.stringify(said);
    return { text, finish: "stop", usage: { inputTokens: 0, outputTokens: 0 } };
  },
});
const linesAfter = (prompt: string, mark: string): string[] =>
  [...(prompt.split(mark)[1] ?? "").matchAll(/^- (.*)$/gmu)].map(([, line = ""]) => line);

/** Asks about company, food and place; plans by what it knows, and what most people like where it knows nothing. */
const planner = rule("planner", (prompt, { messages, schema }) => {
  const asks = ["company", "food", "place"].map((about) => `What about ${about}?`);
  if (schema && "drafts" in (schema.properties as object)) {
    const about = asks.findIndex((question) => prompt.includes(`"question":${JSON.stringify(question)}`));
    return { drafts: ["Go out with friends.", ["Stay at home.", "Have a roast.", "Go to the sea alone."][about]] };
  }
  if (schema)
    return { personal: true, declined: false, questions: asks.filter((question) => !prompt.includes(question)) };
  const [, question] = /Ask only this, in your own way: "(.*)"/u.exec(prompt) ?? [];
  if (question !== undefined) return question;
  const known = [
    ...linesAfter(messages[0]?.content ?? "", "What they prefer"),
    ...linesAfter(prompt, "What they wish"),
  ];
  return `Your Saturday: ${known.length > 0 ? known.join("; ") : "friends, sandwiches, and home before dark"}.`;
});

/** Finds what it is asked about by its name, and says what it was told to. */
const talker = rule("talker", (prompt, { messages, schema }) => {
  if (schema === undefined) {
    const wishes = linesAfter(prompt, "Your wishes about").map((line) => line.split(": "));
    const [, wish = "I do not mind"] = wishes.find(([about = ""]) => messages.at(-1)?.content.includes(about)) ?? [];
    return wish;
  }
  const { message, attributes } = JSON.parse(messages[1]?.content ?? "") as { message: string; attributes: string[] };
  return { asked: attributes.filter((one) => message.includes(`about ${one}`)), general: false };
});

/** Share of the wishes that a plan holds, by weight. */
const suits = (plan: string, { preferences = [] }: Persona): number => {
  const sum = (some: typeof preferences): number => some.reduce((total, { weight = 1 }) => total + weight, 0);
  return sum(preferences.filter(({ value }) => plan.includes(value))) / sum(preferences);
};

const persona: Persona = {
  schema: "dramatis.persona/1",
  name: "Planner",
  summary: "somebody who plans days for others",
};
const embedder = await openEmbedder({ kind: "understudy" });
for (const { persona: user, task = "" } of await readUsers("examples/simulate/wishes.users.yaml")) {
  const { name, preferences = [] } = user.persona;
  const asker = agent(persona, { model: planner, strategy: clarify({ model: planner, embedder }) });
  const plain = agent(persona, { model: planner });
  const session = { session: name, turns: 4 };
  const wishing = hiddenPreferenceUser({ persona: user.persona, task, model: talker });
  const over = { until: (messages: Parameters<typeof wishing.over>[0]) => wishing.over(messages) !== null };
  const asked = await conversation({
    ...session,
    ...over,
    user: wishing,
    actor: { name: "Planner", speak: asker.reply },
  });
  for (const { speaker, text } of asked.messages) console.log(`${speaker}: ${text}`);

  const said = (text: string) => [{ session: name, turn: 0, speaker: name, text }];
  const generic = await plain.reply(said(task));
  const oracle = await plain.reply(said(oracleView({ persona: user.persona, task })));
  const plans = { model: asked.messages.at(-1)?.text ?? "", generic: generic.text, oracle: oracle.text };
  const aligned = {
    model: suits(plans.model, user.persona),
    generic: suits(plans.generic, user.persona),
    oracle: suits(plans.oracle, user.persona),
  };
  const { questions, share } = elicitation(asked.messages, { name, preferences });
  console.log(`  without asking: ${plans.generic}`);
  console.log(`  ${questions} questions brought up ${share?.toFixed(2)} of ${preferences.length} wishes by weight`);
  console.log(`  suits them: ${aligned.generic.toFixed(2)} without asking, ${aligned.model.toFixed(2)} with`);
  console.log(`  of what could be gained (NormAlign): ${normAlign(aligned)?.toFixed(2)}\n`);
}

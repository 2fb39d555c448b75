// Three days at home with an assistant that suggests things unasked, and learns from how they are rated: act's `proactive` in
// `proactiveHome`. Rules live and suggest here, so that there is something to find; the same runs with chat models in their place.
import {
  formatEstimate,
  type GenerateRequest,
  homeAssistant,
  homeFigures,
  type Model,
  type Persona,
  proactiveHome,
  readPersona,
} from "dramatis";

const rule = (id: string, reply: (system: string, material: string) => string | object): Model => ({
  id,
  generate: async ({ messages: [system, material] }: GenerateRequest) => {
    const said = reply(system?.content ?? "", material?.content ?? "{}");
    const text = typeof said === "string" ? said : JSON.stringify(said);
    return { text, finish: "stop", usage: { inputTokens: 0, outputTokens: 0 } };
  },
});

const DAY = ["eats breakfast", "works on a letter", "has a break", "works on a map", "cooks dinner", "reads a book"];
const SUGGESTIONS = ["Shall I put the radio on?", "How about a cup of tea?", "Shall I dim the light?"];

/** Does the same every day; likes tea and a dim light where she does not work, and the radio never. */
const ingrid = rule("ingrid", (system, material) => {
  const { happened } = JSON.parse(material) as { happened: string[] };
  const lived = happened.filter((line) => line.startsWith("Ingrid (does)"));
  if (!system.includes('"deducted"')) {
    return { activity: `Ingrid ${DAY[lived.length % DAY.length]}.`, minutes: 160, available: true };
  }
  const doing = lived.at(-1) ?? "";
  const suggestion = happened.at(-1) ?? "";
  const isLiked = suggestion.includes("tea") || suggestion.includes("light");
  const deducted = [
    ...(isLiked ? [] : ["Appropriateness", "Communication"]),
    ...(doing.includes("works") ? ["Timing"] : []),
  ];
  return { reason: "It is what I like, or not.", deducted, halved: [] };
});

/** Suggests the first thing that it does not remember as disliked, and nothing to somebody who works. */
const hob = rule("hob", (system, material) => {
  if (!system.startsWith("You decide")) {
    const { suggestions } = JSON.parse(material) as { suggestions: { text: string; score?: number }[] };
    const disliked = suggestions.filter(({ score = 1 }) => score < 0.8).map(({ text }) => text);
    return disliked.length > 0 ? `Disliked: ${[...new Set(disliked)].join(" ")}` : "Nothing was disliked.";
  }
  const { event, memories, summaries } = JSON.parse(material) as {
    event: { text: string };
    memories: string[];
    summaries: { text: string }[];
  };
  const remembered = [...memories, ...summaries.map(({ text }) => text)].filter((text) => !/\((0\.8|1)\)$/u.test(text));
  const suggestion = SUGGESTIONS.find((one) => !remembered.some((text) => text.includes(one)));
  if (suggestion === undefined || event.text.includes("works")) {
    return { decision: "Abstention", suggestion: "No Recommendation", reason: "It would not be liked." };
  }
  return { decision: "Suggestion", suggestion, reason: "It may be liked." };
});

const { persona: dweller, version } = await readPersona("examples/personas/ingrid.persona.yaml");
const persona: Persona = { schema: "dramatis.persona/1", name: "Hob", summary: "the voice of the house" };
const engine = proactiveHome({
  player: { name: dweller.name, model: ingrid, persona: { persona: dweller, version } },
  criteria: {
    preference: "You like tea and a dim light. You cannot stand the radio.",
    timing: "You do not want to be spoken to while you work.",
    frequency: "Up to five suggestions a day are welcome.",
    communication: "You like it short.",
  },
  assist: homeAssistant({ persona, model: hob }),
  days: 3,
  seed: 7,
});
let world = engine.start();
while (!world.done) world = await engine.step(world);

for (const { day, minute, activity, suggestion, score } of world.ticks) {
  const time = `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;
  if (suggestion !== null) console.log(`day ${day} ${time}  ${activity} "${suggestion}" ${score} of 5`);
}
const { days, rate, score, slope } = homeFigures(world.ticks, { seed: 7 });
for (const { day, ticks, suggestions, score } of days) {
  console.log(`day ${day}: ${suggestions} suggestions at ${ticks} actions, rated ${score?.toFixed(2) ?? "–"}`);
}
console.log(
  `suggests at ${formatEstimate(rate)} of the actions, rated ${formatEstimate(score)}; ${slope?.toFixed(2)} points a day`,
);

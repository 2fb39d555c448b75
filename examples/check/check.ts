// Check a persona against a conversation, from code.
import { check, formatEstimate } from "dramatis";

const { report } = await check({
  persona: "examples/personas/sam.persona.yaml",
  transcript: "examples/transcripts/sam.jsonl",
  measures: ["contradiction-rate", "entailment-coverage"],
});
for (const result of report.results) {
  for (const [measure, estimate] of Object.entries(result.measures)) console.log(measure, formatEstimate(estimate));
  for (const { turn, quote, against } of result.evidence.slice(0, 3)) console.log(turn, quote, "→", against?.text);
}

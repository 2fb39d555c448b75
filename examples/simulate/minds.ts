// Two ways of solving with several minds, offline on a scripted model: one reply in which participants confer, and one
// question answered in a role and as nobody, of which an evaluator takes the better one in both orders.
import { jekyllAndHyde, mockModel, soloPerformance } from "dramatis";

const confers = mockModel(
  {
    default: `Participants: AI Assistant (you); Baker
Profiles: the baker has kept a sourdough for ten years.
Baker: A loaf needs salt. Ours has none.
AI Assistant (you): Then two hundredths of the flour.
Finish collaboration!
Final answer: Add 10 g of salt to 500 g of flour.`,
  },
  "confers",
);
const { answer, calls } = await soloPerformance(confers, { task: "What does this dough lack?" });
console.log(`after ${calls} call: ${answer}`);

const solves = mockModel({ default: "Seven and five are twelve. Therefore: 12" }, "solves");
const role = "You are a clerk who counts twice.";
const solved = await jekyllAndHyde(solves, { question: "What are seven and five?", role });
console.log(
  `${solved.answer}, by ${solved.source === "both" ? "the clerk and nobody in particular alike" : solved.source}`,
);

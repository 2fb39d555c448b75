// An experiment of two factors with forty villagers, offline: the plan first, then how many it takes, then the run. What
// they are is by rule, so that there is something to find: who knows the villager moves them further.
import {
  assignParticipants,
  conditionName,
  type ExperimentPlayers,
  experiment,
  experimentAnalysis,
  experimentPower,
  type Persona,
  participantsForOddsRatio,
  preregistration,
  preregistrationFaults,
  random,
} from "dramatis";

const { registered, version } = preregistration(
  `schema: dramatis.preregistration/1
title: Does knowing the villager make an argument more persuasive?
hypotheses: [The odds of agreeing more are higher where the speaker knows the villager.]
factors: { speaker: [neighbour, stranger], knows: ["no", "yes"] }
outcome: { statements: [The harbour should be closed to strangers' boats.], levels: 5 }
n: 40
exclusion: [no answer before or after]
analysis: proportional odds of agreement after, by cell, with agreement before; two-sided, .05
seed: 7
`,
  "harbour.yaml",
);
const shares = [0.15, 0.2, 0.3, 0.2, 0.15];
console.log(`laid down as ${version}`);
console.log(`for an odds ratio of 1.8 it takes ${participantsForOddsRatio(1.8, shares)} in each of two cells`);
const { power, interval } = experimentPower({ participants: 10, oddsRatio: 1.8, shares, runs: 200 });
console.log(`ten in each see it in ${power} of runs [${interval.low.toFixed(2)}, ${interval.high.toFixed(2)}]`);

const { factors, outcome, n, seed } = registered;
const personas = Array.from(
  { length: n },
  (_, i): Persona => ({ schema: "dramatis.persona/1", name: `Villager ${i}` }),
);
const players: ExperimentPlayers = {
  // A model with a persona answers here: see `agent` and `conversation`.
  answer: async ({ seed, side, condition }, { when }) => {
    const draw = random(seed);
    const before = 1 + draw.int(5);
    if (when === "before") return before;
    const moved = draw.int(3) - 1 + (condition.knows === "yes" ? 1 : 0);
    return Math.max(1, Math.min(5, before + (side === "pro" ? moved : -moved)));
  },
  treat: async ({ id, side }) => ({
    session: id,
    messages: [{ session: id, turn: 0, speaker: "speaker", text: side === "pro" ? "Close it." : "Keep it open." }],
  }),
};
const first = assignParticipants({ personas, factors, seed })[0];
console.log(`the first of them: ${first && conditionName(first.condition)}, argued ${first?.side}`);

const records = await experiment({ ...players, personas, factors, seed });
const analysis = experimentAnalysis(records, { factors, levels: outcome.levels });
for (const { name, analysed, move } of analysis.cells)
  console.log(`${name}: ${analysed} people, moved ${move.value} steps`);
for (const [name, { oddsRatio, interval }] of Object.entries(analysis.factorial?.effects ?? {}))
  console.log(`${name}: odds ratio ${oddsRatio.toFixed(2)} [${interval.low.toFixed(2)}, ${interval.high.toFixed(2)}]`);
console.log(
  "departed from the plan:",
  preregistrationFaults(registered, { factors, levels: outcome.levels, analysis }),
);

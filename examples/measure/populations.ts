// What survey answers say of a simulated population, offline on made-up answers: how nearly twins answer as their people did
// beside how nearly these repeat themselves, and whether groups misjudge each other as people do.
import { digitalTwins, formatEstimate, perceptionGap, random } from "dramatis";

const draw = random(7);
const near = (answer: number): number => Math.max(1, Math.min(5, answer + draw.int(3) - 1));
const answers = Array.from({ length: 40 }, (_, i) => {
  const truth = 1 + draw.int(5);
  return {
    ...{ person: `p${i % 10}`, task: "values", question: `q${Math.floor(i / 10)}`, range: [1, 5] as const, truth },
    ...{ twin: near(truth), retest: near(truth) },
  };
});
const twins = digitalTwins(answers);
console.log(`twins ${formatEstimate(twins.accuracy)}; the people again ${formatEstimate(twins.retest)}`);
console.log(
  `relative to that ${twins.relative.value?.toFixed(2)}, a random answer ${twins.relativeRandom.value?.toFixed(2)}`,
);

const places = (most: number): number[] => Array.from({ length: 30 }, () => 1 + draw.int(most));
const gap = perceptionGap(
  ["cars", "parks", "bells", "boats"].map((question) => ({
    ...{ question, ingroup: "harbour", outgroup: "hill" },
    human: { perceived: places(3), actual: places(5) },
    model: { perceived: places(4), actual: places(5) },
  })),
);
console.log(
  `the same sign in ${formatEstimate(gap.signAgreement)}; effects apart ${formatEstimate(gap.effectDistance)}`,
);

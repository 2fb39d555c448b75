// A village of 350 drawn from its tables: the margins are met exactly, and no child is widowed.
import { preparePopulation, readPopulation, sampleColumns } from "dramatis";

const population = preparePopulation(await readPopulation("examples/create/village.population.yaml"));
const sample = sampleColumns(population, { size: 350, seed: 7 });
const names = Object.keys(population.description.variables);
let shown = 0;
for (const { first, length, codes, numbers } of sample.batches()) {
  for (let i = 0; i < length && shown < 5; i++, shown++) {
    const facts = names.map((name, at) => {
      const number = numbers[at]?.[i];
      return `${name} ${number ?? population.description.variables[name]?.values[codes[at]?.[i] ?? 0]}`;
    });
    console.log(`${first + i}: ${facts.join(", ")}`);
  }
}
const { people, margins, rejected } = sample.report();
console.log(`${people} people; margins off by at most ${Math.max(...margins.map(({ largest }) => largest))}`);
console.log("turned away:", rejected);

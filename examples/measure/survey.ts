// A questionnaire put to one of the example personas, offline: what it scores, and what the answers owe to how they were asked.
// The bundled model takes the option shown first: the second figure says that the first means nothing.
import { understudyChat } from "@dramatis/understudy";
import { formatEstimate, readInstrument, readPersona, survey, surveyReport } from "dramatis";

const instrument = await readInstrument("ipip-50");
const persona = await readPersona(new URL("../personas/sam.persona.yaml", import.meta.url).pathname);
const held = await survey({ instrument, personas: [persona], model: await understudyChat() });
const { scales, styles } = surveyReport(held, { instrument });
for (const { scale, estimate } of scales) console.log(`${scale}: ${formatEstimate(estimate)}`);
console.log(`takes the first option, above chance: ${formatEstimate(styles.firstPlace)}`);

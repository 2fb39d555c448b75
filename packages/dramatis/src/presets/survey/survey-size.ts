import { roughTokens } from "../../core/index.ts";
import { framesIn, type InstrumentFile } from "../../measure/psychometrics/index.ts";
import type { Price } from "../../model/index.ts";
import { type LoadedPersona, renderPersona } from "../../persona/index.ts";
import { SURVEY_DEFAULTS, type SurveyOptions } from "./survey.ts";

/** Whom is asked what, and how often. */
export interface SurveySizeOptions
  extends Pick<SurveyOptions, "language" | "mode" | "orders" | "frames" | "repeats" | "markersPerTrait"> {
  instruments: readonly InstrumentFile[];
  people: readonly LoadedPersona[];
  price?: Price | undefined;
}

/** Tokens of a statement with what stands around it. */
const STATEMENT = 20;

/** What a survey will ask, before it asks: "45 personas, 4,500 questions of about 330 tokens, about $1.49". */
export function surveySizeLine({ instruments, people, price, ...how }: SurveySizeOptions): string {
  const { language = SURVEY_DEFAULTS.language, mode = SURVEY_DEFAULTS.mode } = how;
  const { orders = SURVEY_DEFAULTS.orders, frames = SURVEY_DEFAULTS.frames, repeats = SURVEY_DEFAULTS.repeats } = how;
  const items = instruments.reduce((sum, one) => sum + one.items.length, 0);
  const ways = orders * frames;
  const calls = mode === "interview" ? items : mode === "batch" ? instruments.length * ways : items * ways;
  const questions = people.length * repeats * calls;
  const markers = how.markersPerTrait === undefined ? {} : { markersPerTrait: how.markersPerTrait };
  const told = people.reduce((sum, { persona }) => sum + roughTokens(renderPersona(persona, markers).system), 0);
  const labels = instruments.flatMap((one) => one.options.labels[language] ?? []).join(", ");
  const [frame] = framesIn(language, 1);
  // All statements at once, or on average half of them before the one that is asked.
  const statements = mode === "batch" ? items : mode === "sequential" ? items / 2 : 1;
  const asked = roughTokens(frame?.before(labels) ?? "") / instruments.length + STATEMENT * statements;
  const tokens = Math.round(told / people.length + asked);
  const dollars = price && (questions * tokens * price.input) / 1e6;
  const cost = dollars === undefined ? "" : `, about $${dollars.toFixed(2)} without the replies`;
  return `${grouped(people.length)} personas, ${grouped(questions)} questions of about ${grouped(tokens)} tokens${cost}`;
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

import { MISSING, oneLine } from "../../../core/index.ts";
import { count } from "../../format-estimate.ts";
import { htmlDocument } from "../document.ts";
import { type Html, html, NOTHING } from "../escape.ts";
import { howAsked } from "../how-asked.ts";
import { positionWarnings } from "./position-warnings.ts";
import { howAnswered } from "./survey-answers.ts";
import { itemMaps } from "./survey-items.ts";
import type { QuestionnairePage, SurveyPage } from "./survey-page.ts";
import { facetPart, forestParts, reliabilityPart } from "./survey-quality.ts";
import { scoreTables, traitCharts } from "./survey-scores.ts";

/** People whose names stand under the title. */
const NAMED = 6;

/** The report of a survey as one HTML file (see `htmlDocument`). Names, items and messages are escaped. */
export function surveyHtml({ run, questionnaires, together }: SurveyPage): string {
  const [first] = questionnaires;
  const titles = questionnaires.map(({ instrument }) => oneLine(instrument.title, 60));
  const who = first === undefined ? "nobody" : oneLine(whoAnswered(first), 60);
  return htmlDocument({
    title: `${titles.join(", ")}: ${who}`,
    kind: "Survey",
    facts: html`run <code>${run}</code>`,
    main: html`${questionnaires.map(questionnaire)}${
      together.length === 0
        ? NOTHING
        : html`<section class="persona"><h2>Both together</h2>${forestParts(together)}</section>
`
    }`,
    foot: "Made by dramatis. Intervals are 95 %.",
  });
}

function questionnaire(page: QuestionnairePage): Html {
  const { instrument, people, caveat } = page;
  const warnings = positionWarnings(page);
  const names = people.length > 1 && people.length <= NAMED ? `: ${people.join(", ")}` : "";
  return html`<section class="persona">
<h2>${instrument.title}</h2>
<p class="quiet">${whoAnswered(page)}${names} · answered by ${page.model}</p>
<p class="sentence">${summary(page)}</p>
${warnings.length === 0 ? NOTHING : html`<div class="warning" role="note"><p><b>These scores say where the options stood, not what ${people.length === 1 ? "the persona is" : "the personas are"} like.</b></p>${warnings.map((line) => html`<p>${line}</p>`)}</div>`}
${caveat === undefined ? NOTHING : html`<p class="quiet">${caveat}</p>`}
<h3>Scores</h3>${traitCharts(page)}${scoreTables(page)}
${forestParts(page.forests)}
<h3>How it was answered</h3>${howAnswered(page)}
<h3>Items</h3>${itemMaps(page)}
${reliabilityPart(page)}${facetPart(page)}
<h3>How this was made</h3>${howMade(page)}
</section>
`;
}

function whoAnswered({ people }: QuestionnairePage): string {
  return people.length === 1 ? (people[0] ?? "") : count(people.length, "persona");
}

/** What was asked and how much of it was answered, for a reader who reads nothing else. */
function summary(page: QuestionnairePage): string {
  const { items, asked, questions, missing } = page;
  const ways = [
    ...(asked.wordings.length > 1 ? [count(asked.wordings.length, "wording")] : []),
    ...(asked.orders > 1 ? [`${count(asked.orders, "order")} of the options`] : []),
    ...(asked.repeats > 1 ? [count(asked.repeats, "time")] : []),
  ];
  const lost = MISSING.filter((reason) => missing[reason] > 0).map((reason) => `${missing[reason]} ${reason}`);
  const total = MISSING.reduce((sum, reason) => sum + missing[reason], 0);
  const answered = total === 0 ? "all were answered" : `${total} have no answer: ${lost.join(", ")}`;
  const each = ways.length === 0 ? "" : `, each in ${ways.join(" × ")}`;
  return `${whoAnswered(page)} answered ${count(items.length, "item")}${each}. Of ${count(questions, "question")} ${answered}.`;
}

function howMade({
  instrument,
  asked,
  options,
  hasOwnOptions,
  range,
  judge,
  failures,
  group,
}: QuestionnairePage): Html {
  const facts: [string, string][] = [
    ["Instrument", `${instrument.name}; ${instrument.licence}`],
    ["Source", instrument.citation ? `${instrument.citation} ${instrument.source}` : instrument.source],
    ["Options", hasOwnOptions ? "of each item its own" : `${options.join(" · ")}, from ${range.join(" to ")}`],
    ["Asked", `${ASKED[asked.mode] ?? asked.mode}, in ${asked.language}; seed ${asked.seed}`],
    ["Answers", asked.answers === "probabilities" ? "mean of the options by their probabilities" : "replies in words"],
    ["Wordings", asked.wordings.join(", ")],
    ...(judge === undefined ? [] : [["Read by", judge] as [string, string]]),
    ...(group === undefined ? [] : [["Norms", group] as [string, string]]),
  ];
  return howAsked(facts, failures);
}

const ASKED: Record<string, string> = {
  single: "each item in a conversation of its own",
  sequential: "one item after the other in one conversation",
  batch: "all items at once",
  interview: "open questions that a judge reads",
};

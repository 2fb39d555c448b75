import { oneLine } from "../../../core/index.ts";
import { count, formatInterval, formatNumber } from "../../format-estimate.ts";
import { htmlDocument } from "../document.ts";
import { type Html, html, NOTHING } from "../escape.ts";
import { howAsked } from "../how-asked.ts";
import { estimateTable } from "../measures.ts";
import { answerWarnings } from "./answer-warnings.ts";
import { peopleDistances } from "./people-distances.ts";
import { questionAnswers } from "./question-answers.ts";
import type { AnswerStyles, QuestionsPage } from "./questions-page.ts";

/** People whose names stand under the title. */
const NAMED = 6;

/** The report of a questionnaire without a key as one HTML file (see `htmlDocument`). All texts are escaped. */
export function questionsHtml(page: QuestionsPage): string {
  const { run, questionnaire, people, model } = page;
  const who = whoAnswered(page);
  const names = people.length > 1 && people.length <= NAMED ? `: ${people.join(", ")}` : "";
  const warnings = answerWarnings(page);
  return htmlDocument({
    title: `${oneLine(questionnaire.title, 60)}: ${oneLine(who, 60)}`,
    kind: "Opinion survey",
    facts: html`run <code>${run}</code>`,
    main: html`<section class="persona">
<h2>${questionnaire.title}</h2>
<p class="quiet">${who}${names} · answered by ${model}</p>
<p class="sentence">${summary(page)}</p>
${warnings.length === 0 ? NOTHING : html`<div class="warning" role="note"><p><b>Read the answers with this in mind.</b></p>${warnings.map((line) => html`<p>${line}</p>`)}</div>`}
<h3>Answers</h3>${questionAnswers(page)}
${peopleDistances(page)}
<h3>How it was answered</h3>${styleTable(page.styles)}
<h3>How this was made</h3>${howMade(page)}
</section>
`,
    foot: "Made by dramatis. Intervals are 95 %.",
  });
}

function whoAnswered({ people }: QuestionsPage): string {
  return people.length === 1 ? (people[0] ?? "") : count(people.length, "persona");
}

/** What was asked, how much was answered, and how far it is from people, for a reader who reads nothing else. */
function summary(page: QuestionsPage): string {
  const { questions, asked, against } = page;
  const ways = [
    ...(asked.wordings.length > 1 ? [count(asked.wordings.length, "wording")] : []),
    ...(asked.orders > 1 ? [`${count(asked.orders, "order")} of the options`] : []),
    ...(asked.repeats > 1 ? [count(asked.repeats, "time")] : []),
  ];
  const all = questions.reduce((sum, question) => sum + question.asked, 0);
  const lost = questions.reduce((sum, { refused, unparsed, failed }) => sum + refused + unparsed + failed, 0);
  const each = ways.length === 0 ? "" : `, each in ${ways.join(" × ")}`;
  const answered = lost === 0 ? "none is missing" : `${grouped(lost)} ${lost === 1 ? "is" : "are"} missing`;
  const everybody = against?.sides[0];
  const far =
    everybody === undefined || everybody.personas.value === null || everybody.even.value === null
      ? ""
      : ` Distance from people ${formatNumber(everybody.personas.value)} ${formatInterval(everybody.personas)}, n=${everybody.personas.n} questions; of even answers ${formatNumber(everybody.even.value)}.`;
  return `${whoAnswered(page)} answered ${count(questions.length, "question")}${each}. Of ${grouped(all)} answers ${answered}.${far}`;
}

function styleTable(styles: AnswerStyles): Html {
  const rows = STYLES.map(({ style, name, note }) => ({
    name,
    note,
    estimate: styles[style],
    reason: "not to be told",
  }));
  return estimateTable(rows, { caption: "The dot is the value, the line its 95 % interval", of: "Style" });
}

const STYLES: readonly { style: keyof AnswerStyles; name: string; note: string }[] = [
  { style: "firstPlace", name: "first option", note: "share above an even one" },
  { style: "orderEffect", name: "other order", note: "share of answers that change places, over questions" },
  { style: "entropy", name: "spread", note: "0: all alike, 1: even, over questions" },
  { style: "refused", name: "refused", note: "share of answers" },
  { style: "unparsed", name: "not readable", note: "share of answers" },
  { style: "failed", name: "failed", note: "share of answers" },
];

function howMade({ questionnaire, asked, failures }: QuestionsPage): Html {
  const facts: [string, string][] = [
    ["Questions", [questionnaire.name, questionnaire.licence].filter((one) => one !== "").join("; ")],
    ...(questionnaire.source === "" ? [] : [["Source", questionnaire.source] as [string, string]]),
    ["Asked", `${ASKED[asked.mode] ?? asked.mode}, in ${asked.language}; seed ${asked.seed}`],
    ["Answers", asked.answers === "probabilities" ? "probabilities of the options" : "replies in words"],
    ["Wordings", asked.wordings.join(", ")],
    ["Weights", asked.weights ?? "everybody counts once"],
    ...(asked.by.length === 0 ? [] : [["By", asked.by.join(", ")] as [string, string]]),
    ...(asked.against === undefined ? [] : [["People", asked.against] as [string, string]]),
  ];
  return howAsked(facts, failures);
}

const ASKED: Record<string, string> = {
  single: "each question in a conversation of its own",
  sequential: "one question after the other in one conversation",
};

function grouped(number: number): string {
  return number.toLocaleString("en-US");
}

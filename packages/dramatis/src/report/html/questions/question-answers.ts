import { count, formatNumber, NONE } from "../../format-estimate.ts";
import { type Share, shareBars } from "../charts/share-bars.ts";
import { dataTable } from "../data-table.ts";
import { type Html, html, NOTHING } from "../escape.ts";
import type { AnswerTab, PlacedShare, QuestionShown, QuestionsPage } from "./questions-page.ts";

/** Questions that are drawn; a page of more could not be read. */
const MOST_DRAWN = 60;

/** The distribution of the answers to each question, beside people's where they are known, and by group. */
export function questionAnswers({ questions, against }: QuestionsPage): Html {
  const drawn = questions.slice(0, MOST_DRAWN);
  const others = questions.slice(MOST_DRAWN);
  const note = against
    ? "Intervals: 95 %, over personas or over people, as if each was drawn at random. Personas that one model plays err together, which no interval shows."
    : "Intervals: 95 %, over personas, as if each was drawn at random. That one model plays them all is in none of them.";
  const folded =
    others.length === 0
      ? NOTHING
      : html`<details><summary>${count(others.length, "question")} more</summary>${plainTable(others, against !== null)}</details>`;
  return html`<p class="quiet">${note}</p>
<div class="curves">${drawn.map(question)}</div>${folded}`;
}

function question(shown: QuestionShown): Html {
  const [whole, ...groups] = shown.tabs;
  if (whole === undefined) {
    return html`<div class="asked"><p><b>${shown.text}</b></p><p class="quiet">Nobody’s answer could be read: ${lostOf(shown) || "it was never put"}.</p></div>
`;
  }
  const { people } = whole;
  const rows = shown.options.map((name, i) => ({
    name,
    shares: [drawnShare(whole.shares[i], whole.n), ...(people ? [drawnShare(people.shares[i], people.n)] : [])],
  }));
  const chart = shareBars(rows, {
    title: shown.text,
    note: factsOf(shown, whole),
    sides: people ? ["personas", `people, n=${grouped(people.n)}`] : ["personas"],
  });
  const byGroup =
    groups.length === 0 ? NOTHING : html`<details><summary>By group</summary>${groupTable(shown, groups)}</details>`;
  return html`<div class="asked">${chart}${byGroup}</div>
`;
}

/** One person's answer has no interval that says anything. */
function drawnShare(one: PlacedShare | undefined, n: number): Share | null {
  if (one === undefined) return null;
  return n > 1 ? one : { share: one.share };
}

function factsOf(shown: QuestionShown, { n, designEffect, distance }: AnswerTab): string {
  const facts = [
    ...(shown.topic === undefined ? [] : [`topic: ${shown.topic}`]),
    ...(shown.wave === undefined ? [] : [shown.wave]),
    count(n, "persona"),
    lostOf(shown),
    designEffect > 1.005 ? `design effect ${formatNumber(designEffect)}` : "",
    distance === null ? "" : `distance from people ${formatNumber(distance)}`,
  ];
  return facts.filter((fact) => fact !== "").join("; ");
}

/** "2 of 30 answers missing: 1 refused, 1 failed"; empty where none is. */
function lostOf({ asked, refused, unparsed, failed }: QuestionShown): string {
  const reasons = { refused, "not readable": unparsed, failed };
  const lost = Object.entries(reasons).flatMap(([reason, times]) => (times > 0 ? [`${times} ${reason}`] : []));
  const all = refused + unparsed + failed;
  return all === 0 ? "" : `${grouped(all)} of ${grouped(asked)} answers missing: ${lost.join(", ")}`;
}

function groupTable({ options }: QuestionShown, groups: readonly AnswerTab[]): Html {
  const hasPeople = groups.some(({ people }) => people !== null);
  const rows = groups.map(({ group, n, missing, designEffect, shares, people, distance }) => [
    group === null ? "everybody" : `${group.field}: ${group.value}`,
    `${n}`,
    `${missing}`,
    formatNumber(designEffect),
    ...options.map((_, i) => cell(drawnShare(shares[i], n), people?.shares[i])),
    ...(hasPeople
      ? [people === null ? NONE : grouped(people.n), distance === null ? NONE : formatNumber(distance)]
      : []),
  ]);
  const caption = `Personas and 95 % interval${hasPeople ? "; below them people" : ""}`;
  const heads = ["Group", "n", "Missing", "Design effect", ...options, ...(hasPeople ? ["People", "Distance"] : [])];
  return dataTable({ caption, heads, rows });
}

function cell(own: Share | null, people: PlacedShare | undefined): Html {
  if (own === null) return html`${NONE}`;
  const interval = own.low === undefined || own.high === undefined ? "" : `[${percent(own.low)}, ${percent(own.high)}]`;
  return html`${percent(own.share)}<br><span class="interval">${interval}</span>${people === undefined ? NOTHING : html`<br><span class="interval">people ${percent(people.share)}</span>`}`;
}

function plainTable(questions: readonly QuestionShown[], hasPeople: boolean): Html {
  const rows = questions.map((shown) => {
    const [whole] = shown.tabs;
    const most =
      whole?.shares.reduce((best, { share }, i, all) => (share > (all[best]?.share ?? 0) ? i : best), 0) ?? 0;
    const share = whole?.shares[most];
    return [
      shown.text,
      share === undefined ? NONE : `${shown.options[most] ?? ""} ${percent(share.share)}`,
      `${whole?.n ?? 0}`,
      `${shown.refused + shown.unparsed + shown.failed}`,
      ...(hasPeople ? [whole?.distance == null ? NONE : formatNumber(whole.distance)] : []),
    ];
  });
  const heads = ["Question", "Commonest answer", "n", "Missing", ...(hasPeople ? ["Distance"] : [])];
  return dataTable({ caption: "Everybody; --json has every share", heads, rows, words: [1] });
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)}\u00a0%`;
}

/** Weights may sum to parts of people. */
function grouped(n: number): string {
  return Math.round(n).toLocaleString("en-US");
}

import { basename } from "node:path";
import { noMissing } from "../../core/index.ts";
import {
  answersByPerson,
  type InstrumentFile,
  type ItemResponse,
  keyed,
  meanValue,
  partName,
  partsOf,
  rangeOf,
  type Sensitivity,
} from "../../measure/psychometrics/index.ts";
import type { PersonPart, QuestionnairePage, SurveyItem, SurveyPage, SurveyPart } from "../../report/index.ts";
import { mean } from "../../stats/index.ts";
import { choiceRows } from "./choice-rows.ts";
import { choicesByPerson } from "./person-choices.ts";
import type { Questionnaire, SurveyOutcome } from "./run-survey.ts";
import {
  choiceForests,
  shapeForests,
  shapingForests,
  shiftForest,
  validityForests,
  valuesForest,
} from "./survey-forests.ts";
import { scoresOnParts } from "./survey-report.ts";

/** Up to so many people each has scores with intervals of its own, and up to so many a column beside every item. */
const MOST_EACH = { scores: 6, items: 12 };

/** What the page of a survey shows, from all that came of it. */
export function surveyPage(outcome: SurveyOutcome): SurveyPage {
  const { second, validity, shift, values, folder } = outcome;
  return {
    run: basename(folder),
    questionnaires: [outcome, ...(second ? [second] : [])].map(questionnairePage),
    together: [
      ...(validity ? validityForests(validity) : []),
      ...(shift ? [shiftForest(shift)] : []),
      ...(values ? [valuesForest(values)] : []),
    ],
  };
}

function questionnairePage(asked: Questionnaire): QuestionnairePage {
  const { instrument, survey, report, made, shape, caveat } = asked;
  const { responses, failures } = survey;
  const people = survey.people.map(({ person }) => person);
  const missing = noMissing();
  for (const one of responses) if (one.value === null) missing[one.missing ?? "failed"]++;
  const { name, title, licence, source, citation, options } = instrument;
  const { min, max } = rangeOf(instrument);
  return {
    instrument: { name, title, licence, source, ...(citation !== undefined && { citation }) },
    options: options.labels[made.language] ?? [],
    hasOwnOptions: instrument.choices !== undefined,
    range: [min, max],
    model: made.model,
    ...(made.judge !== undefined && { judge: made.judge }),
    asked: made,
    people,
    ...(made.norms !== undefined && { group: made.norms }),
    parts: partsShown(asked),
    each: people.length > MOST_EACH.scores ? [] : eachPerson(asked),
    ...itemsShown(asked),
    styles: report.styles,
    wordings: report.wordings,
    orders: report.orders && withOrderNames(report.orders),
    retest: report.retest,
    facets: report.facets,
    forests: [
      ...shapingForests(report.shaping),
      ...(shape ? shapeForests(shape) : []),
      ...(report.choices ? choiceForests(report.choices) : []),
    ],
    questions: responses.length,
    missing,
    failures: [...Map.groupBy(failures, ({ message }) => message)].map(([message, all]) => ({
      message,
      times: all.length,
    })),
    ...(caveat !== undefined && { caveat }),
  };
}

function partsShown({ instrument, report, made }: Questionnaire): SurveyPart[] {
  const norms = (instrument.norms ?? []).filter(({ group }) => group === made.norms);
  const items = new Map(partsOf(instrument).map((part) => [partName(part), part.items.length]));
  const { min, max } = rangeOf(instrument);
  return report.scales.map((part) => {
    const norm = norms.find((one) => partName(one) === partName(part));
    const count = items.get(partName(part)) ?? 0;
    const times = instrument.aggregate === "sum" ? count : 1;
    return { ...part, items: count, range: [times * min, times * max], ...(norm && { norm }) };
  });
}

/** Everybody scored alone, so that the intervals are over the person's own answers. */
function eachPerson({ instrument, survey, made }: Questionnaire): QuestionnairePage["each"] {
  const answers = Map.groupBy(survey.responses, ({ person }) => person);
  return survey.people.map((one) => {
    const own = { responses: answers.get(one.person) ?? [], people: [one] };
    const { scales } = scoresOnParts(own, { instrument, group: made.norms, seed: made.seed });
    return {
      person: one.person,
      parts: scales.map(({ estimate, percentile }): PersonPart => ({ estimate, percentile })),
    };
  });
}

/** Items by person, and by the way of asking; of items with options of their own what was chosen is worth, by person alone. */
function itemsShown(asked: Questionnaire): Pick<QuestionnairePage, "items" | "ways"> {
  return asked.instrument.choices === undefined
    ? { items: ratedItems(asked), ways: wayNames(asked.survey.responses) }
    : { items: chosenItems(asked), ways: ["everybody"] };
}

function chosenItems({ instrument, survey, made }: Questionnaire): SurveyItem[] {
  const own = [...choicesByPerson(instrument, survey).values()];
  const texts = new Map(instrument.items.map(({ id, text }) => [id, text?.[made.language] ?? id]));
  return instrument.key.map(({ item, scale }) => {
    const worth = own.map(({ items }) => {
      const value = items.find((one) => one.item === item && one.scale === scale)?.value ?? null;
      return value === null ? null : 100 * value;
    });
    const people = own.length > MOST_EACH.items ? [] : worth;
    return {
      text: texts.get(item) ?? item,
      scale,
      reversed: false,
      people,
      ways: [mean(worth.flatMap((one) => one ?? []))],
    };
  });
}

function ratedItems({ instrument, survey, made }: Questionnaire): SurveyItem[] {
  const { responses, people } = survey;
  const ways = waysIn(responses);
  if (instrument.choices !== undefined)
    return choiceRows(survey, { instrument, language: made.language, ways, isEach: people.length <= MOST_EACH.items });
  const answers = people.length > MOST_EACH.items ? undefined : answersByPerson(responses);
  const byWay = Map.groupBy(responses, ({ item, frame, order }) => JSON.stringify([item, frame, order]));
  const asked = new Set(responses.map(({ item }) => item));
  return instrument.items
    .filter(({ id }) => asked.has(id))
    .map(({ id, text }) => {
      const key = instrument.key.find(({ item }) => item === id);
      const turned = turning(instrument, key?.sign ?? 1);
      return {
        text: text?.[made.language] ?? id,
        scale: key?.scale ?? null,
        reversed: key?.sign === -1,
        people: answers ? people.map(({ person }) => turned(answers.get(person)?.[id] ?? null)) : [],
        ways: ways.map(({ frame, order }) => turned(meanValue(byWay.get(JSON.stringify([id, frame, order])) ?? []))),
      };
    });
}

function turning(instrument: InstrumentFile, sign: 1 | -1): (value: number | null) => number | null {
  const range = rangeOf(instrument);
  return (value) => (value === null ? null : keyed(value, sign, range));
}

/** Wordings and orders in which items were asked, each once. */
function waysIn(responses: readonly ItemResponse[]): { frame: string; order: number }[] {
  const found = new Map(responses.map(({ frame, order }) => [JSON.stringify([frame, order]), { frame, order }]));
  return [...found.values()];
}

function wayNames(responses: readonly ItemResponse[]): string[] {
  const ways = waysIn(responses);
  const several = new Set(ways.map(({ frame }) => frame)).size > 1;
  return ways.map(({ frame, order }) => (several ? `${frame}, ${orderName(order)}` : orderName(order)));
}

/** Of the options: 0 is from the least to the most, 1 the other way around, the others are drawn. */
function orderName(order: number): string {
  return ["in order", "reversed"][order] ?? `shuffled ${order - 1}`;
}

function withOrderNames({ tests, ...rest }: Sensitivity): Sensitivity {
  const named = tests.map(({ ways: [first, second], ...test }) => ({
    ...test,
    ways: [orderName(Number(first)), orderName(Number(second))] as const,
  }));
  return { tests: named, ...rest };
}

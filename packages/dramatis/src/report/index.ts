// A check's outcome for people, pull requests, CI systems and programs.
export {
  type BelievabilityRow,
  type BelievabilityTable,
  believabilityLines,
} from "./believability-table.ts";
export { type CheckJson, type CheckJsonResult, checkJsonSchema } from "./check-json.ts";
export { type FigureCell, type FigureTable, figureLines } from "./figure-table.ts";
export { formatEstimate, formatMissing } from "./format-estimate.ts";
export { type ForestRow, forestPlot } from "./html/charts/forest-plot.ts";
export { type HeatMap, heatMap } from "./html/charts/heat-map.ts";
export { type SurvivalSeries, survivalChart } from "./html/charts/survival-chart.ts";
export { type RadarTrait, traitRadar } from "./html/charts/trait-radar.ts";
export { type Html, render } from "./html/escape.ts";
export { htmlReport } from "./html/page.ts";
export { questionsHtml } from "./html/questions/questions-html.ts";
export type {
  AnswerStyles,
  AnswerTab,
  ComparedSide,
  GroupShown,
  PeopleCompared,
  PeopleDistances,
  PlacedShare,
  QuestionShown,
  QuestionsPage,
} from "./html/questions/questions-page.ts";
export { sampleHtml } from "./html/sample/sample-html.ts";
export type {
  SampleDistance,
  SampledTrait,
  SampledVariable,
  SamplePage,
  SampleSource,
} from "./html/sample/sample-page.ts";
export { surveyHtml } from "./html/survey/survey-html.ts";
export type {
  FacetCorrelations,
  PersonPart,
  QuestionnairePage,
  SurveyComparison,
  SurveyForest,
  SurveyItem,
  SurveyPage,
  SurveyPart,
  SurveyReliability,
  SurveyStyles,
} from "./html/survey/survey-page.ts";
export { type InspectLog, type InspectLogOptions, inspectLog } from "./inspect/inspect-log.ts";
export { readInspectLog } from "./inspect/read-inspect-log.ts";
export { jsonReport } from "./json-report.ts";
export { junitReport } from "./junit-report.ts";
export { lineUp, SIGHTS, type Sight } from "./line-up.ts";
export { markdownReport } from "./markdown-report.ts";
export { type PromptfooConfigOptions, promptfooConfig } from "./promptfoo/promptfoo-config.ts";
export type { GradedMeasure, GradedReply } from "./promptfoo/promptfoo-results.ts";
export { readPromptfoo } from "./promptfoo/read-promptfoo.ts";
export { readJson } from "./read-json.ts";
export { hang } from "./terminal/wrap.ts";
export { type TerminalOptions, terminalReport } from "./terminal-report.ts";

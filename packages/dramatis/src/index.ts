// The library's door. Rooms are re-exported as they grow; the command line is built on nothing else.
export * from "./act/index.ts";
export * from "./core/index.ts";
export * from "./create/index.ts";
export * from "./measure/index.ts";
export * from "./model/index.ts";
export * from "./persona/index.ts";
export { type ChatOptions, chat } from "./presets/chat/chat.ts";
export { type HomeAssistantOptions, homeAssistant } from "./presets/chat/home-assistant.ts";
export { type AskSuiteOptions, askSuite, askSuites } from "./presets/check/ask-suite.ts";
export { type AutoSuiteOptions, autoSuite } from "./presets/check/auto-suite.ts";
export { type BelievableOptions, believable, type SimulatedSide, sceneSides } from "./presets/check/believable.ts";
export { type CheckOptions, type CheckOutcome, type CheckStage, check } from "./presets/check/check.ts";
export { type ExportSuite, suiteForPromptfoo } from "./presets/check/export-suite.ts";
export { inspectFiles } from "./presets/check/inspect-files.ts";
export { readResults } from "./presets/check/read-results.ts";
export { type BehaviourDiff, type DiffBehaviourOptions, diffBehaviour } from "./presets/compare/diff-behaviour.ts";
export {
  type ConvertiblePersona,
  type ExportTarget,
  readConvertible,
  writeConverted,
} from "./presets/create/convert.ts";
export { type CreateOptions, create } from "./presets/create/create.ts";
export { type Interview, type InterviewOptions, interview } from "./presets/interview/interview.ts";
export { type ActSettings, type DramatisConfig, readConfig } from "./presets/open/config-file.ts";
export { type PlayFile, type PlayOutcome, type PlayStart, play } from "./presets/play/play.ts";
export { type Answer, type KeptStep, playedEvents } from "./presets/play/played-steps.ts";
export { writeReplay } from "./presets/play/write-replay.ts";
export { type RunSurveyOptions, runSurvey, type SurveyOutcome } from "./presets/survey/run-survey.ts";
export { type Survey, type SurveyOptions, survey } from "./presets/survey/survey.ts";
export { type SurveyReport, surveyReport } from "./presets/survey/survey-report.ts";
export { type AgentTest, type TestAgentOptions, testAgent } from "./presets/test-agent/test-agent.ts";
export { readUsers, type TestUser } from "./presets/test-agent/test-agent-file.ts";
export type { AgentTestReport, GoalSuccess, TestedTalk } from "./presets/test-agent/test-agent-report.ts";
export * from "./report/index.ts";
export * from "./run/index.ts";
export * from "./server/index.ts";
export * from "./simulate/index.ts";
export { type StyleMetrics, styleFrontier, styleMetrics } from "./stats/index.ts";
export * from "./store/index.ts";
export * from "./transcript/index.ts";

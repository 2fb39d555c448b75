// Conversations: read from the usual formats, written as our own JSONL.
export { FORMAT_NAMES } from "./formats/index.ts";
export { type PersonaChatDialogue, parsePersonaChat } from "./formats/personachat.ts";
export { innerSpeech } from "./inner-speech.ts";
export { parseTranscripts } from "./parse-transcripts.ts";
export { pickSpeaker, sameName, speakersOf } from "./pick-speaker.ts";
export { readTranscripts } from "./read-transcripts.ts";
export { sentences } from "./sentences.ts";
export { isAboutNow, type StatedFact, statedFacts } from "./stated-facts.ts";
export { FUNCTION_WORDS } from "./style/function-words.ts";
export { CHAT_SCALE, type StyleScale, standardized, styleScale } from "./style/style-scale.ts";
export { STYLE_DIMENSIONS, styleTokens, styleVector } from "./style/style-vector.ts";
export { words } from "./words.ts";
export { writeTranscript } from "./write-transcript.ts";

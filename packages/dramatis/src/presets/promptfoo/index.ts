// What promptfoo loads: `package:dramatis/promptfoo:assertPersona` and `package:dramatis/promptfoo:PersonaProvider`.
export { assertPersona, type PromptfooAssertion, type PromptfooGrade } from "./assert-persona.ts";
export { PersonaProvider, type PromptfooCall, type PromptfooReply } from "./persona-provider.ts";

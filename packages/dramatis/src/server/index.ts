// Models served over HTTP.
export { type OpenaiEndpoint, type OpenaiEndpointOptions, openaiEndpoint } from "./openai-endpoint.ts";

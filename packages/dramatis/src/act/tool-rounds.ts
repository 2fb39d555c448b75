import {
  type ChatMessage,
  type GenerateRequest,
  type Generation,
  type Model,
  oneLine,
  type ToolCall,
  type ToolSpec,
  UnsupportedError,
} from "../core/index.ts";
import { addUsage } from "../model/index.ts";

/** Something that a persona can do or look up. */
export interface Tool extends ToolSpec {
  /** The arguments are parsed JSON, otherwise unchecked. What it throws is told to the model, in one line. */
  run(args: unknown, signal?: AbortSignal): Promise<string>;
}

/** A call that was made, and what came of it. */
export interface ToolEvidence {
  name: string;
  arguments: string;
  result: string;
}

/** Calls of one reply after which the model must speak. */
const ROUNDS = 4;
/** Characters of a result that the model is shown. */
const RESULT_LENGTH = 4000;

/**
 * Answers a request, running the tools that the model asks for until it speaks; at most four rounds, the last without
 * tools. An unknown tool, arguments that are not JSON and a tool that fails are told to the model. `messages` are those
 * that the reply answers: the request's, the calls and their results.
 *
 * @throws UnsupportedError where the model cannot call tools.
 */
export async function generateWithTools(
  { model, tools }: { model: Model; tools: readonly Tool[] },
  request: GenerateRequest,
  signal?: AbortSignal,
): Promise<{ generation: Generation; calls: ToolEvidence[]; messages: ChatMessage[] }> {
  if (!model.callsTools) {
    throw new UnsupportedError(
      `the agent's ${tools.length} tools`,
      "tools",
      `name a model that calls tools; ${model.id} does not`,
    );
  }
  const specs = tools.map(({ name, description, parameters }) => ({ name, description, parameters }));
  const messages: ChatMessage[] = [...request.messages];
  const calls: ToolEvidence[] = [];
  let usage: Generation["usage"] | undefined;
  for (let round = 1; ; round++) {
    const isLast = round === ROUNDS;
    const generation = await model.generate({ ...request, messages, ...(!isLast && { tools: specs }) }, signal);
    usage = usage ? addUsage(usage, generation.usage) : generation.usage;
    const { toolCalls = [], text } = generation;
    if (toolCalls.length === 0 || isLast) return { generation: { ...generation, usage }, calls, messages };
    messages.push({ role: "assistant", content: text, toolCalls });
    for (const call of toolCalls) {
      const result = await resultOf(call, tools, signal);
      calls.push({ name: call.name, arguments: call.arguments, result });
      messages.push({ role: "tool", content: result, toolCallId: call.id });
    }
  }
}

async function resultOf(call: ToolCall, tools: readonly Tool[], signal?: AbortSignal): Promise<string> {
  const tool = tools.find(({ name }) => name === call.name);
  if (!tool)
    return `There is no tool ${JSON.stringify(call.name)}; there are ${tools.map(({ name }) => name).join(", ")}.`;
  let args: unknown;
  try {
    args = JSON.parse(call.arguments);
  } catch {
    return "The arguments are not JSON.";
  }
  try {
    return (await tool.run(args, signal)).slice(0, RESULT_LENGTH);
  } catch (error) {
    signal?.throwIfAborted();
    return oneLine(`The tool failed: ${error instanceof Error ? error.message : String(error)}`, 400);
  }
}

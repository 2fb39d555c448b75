import { z } from "zod";
import type { Persona } from "../../core/index.ts";
import { checkedRecord, isObject, known, knownOrNone, maybeText, someOf, UNNAMED } from "./checked-record.ts";
import type { Interchange } from "./interchange.ts";
import { toldSentences } from "./told-sentences.ts";
import { topicStatements } from "./topic-statements.ts";
import { isSecret, withoutMembers } from "./without-members.ts";

const NAME = "letta";
const TITLE = "Letta agent file";
/** The two blocks that every agent has: what it is, and what it knows of the one it talks to. */
const PERSONA = "persona";
const HUMAN = "human";

const block = z.object({ id: maybeText, label: z.string(), value: z.string().nullish() });
const blocks = z.array(block).nullish();
const agent = z.object({
  name: maybeText,
  description: maybeText,
  block_ids: z.array(z.string()).nullish(),
  memory_blocks: blocks,
  core_memory: blocks,
});
/** Now a file of agents with their blocks beside them; earlier one agent with its blocks inside. */
const schema = z.union(
  [z.object({ agents: z.array(agent).min(1), blocks }), agent.extend({ core_memory: z.array(block) })],
  "agents with blocks, or an agent with core_memory",
);

/**
 * A Letta agent file (`.af`): the lines of its memory blocks. Messages are no statements of a persona, and the system
 * text is a prompt: both are kept and not read. Values of environment variables are never kept.
 */
export const letta: Interchange = {
  name: NAME,
  title: TITLE,
  suffix: ".af",
  detects: (record) => {
    if (!isObject(record)) return false;
    const [first] = Array.isArray(record.agents) ? record.agents : [];
    const isFile = isObject(first) && (Array.isArray(record.blocks) || Array.isArray(first.memory_blocks));
    return isFile || (Array.isArray(record.core_memory) && !("agents" in record));
  },
  split: (record) =>
    isObject(record) && Array.isArray(record.agents) && record.agents.length > 0
      ? record.agents.map((each: unknown) => ({ ...record, agents: [each] }))
      : [record],
  read: (record, where) => {
    const file = checkedRecord(record, schema, { where, title: TITLE });
    const from = "agents" in file ? file.agents[0] : file;
    const held = from === undefined ? [] : blocksOf(from, "agents" in file ? (file.blocks ?? []) : []);
    const lines = (label: string): string[] =>
      held.filter((each) => each.label === label).flatMap(({ value }) => linesOf(value ?? ""));
    const documents = held
      .filter(({ label, value }) => label !== PERSONA && label !== HUMAN && label.trim() && value?.trim())
      .map(({ label, value }) => ({ id: label, text: value ?? "" }));
    return {
      schema: "dramatis.persona/1",
      name: from?.name ?? UNNAMED,
      kind: "assistant",
      ...known({
        summary: from?.description,
        statements: someOf(topicStatements([{ texts: lines(PERSONA) }], NAME)),
        knowledge: knownOrNone({ facts: someOf(lines(HUMAN)), documents: someOf(documents) }),
      }),
    };
  },
  write: (persona) => agentFile(persona),
  withhold: (record) =>
    withoutMembers(record, (name, path, value) => {
      if (/(?:^|\.)(?:tool_exec_environment_variables|environment_variables|secrets|env)$/.test(path)) {
        return "values of environment variables; never imported, kept or exported";
      }
      return isSecret(name, value) ? "a secret; never imported, kept or exported" : undefined;
    }),
};

type Block = z.output<typeof block>;

/** Each block once: those inside the agent, then those that it points to. */
function blocksOf(from: z.output<typeof agent>, shared: readonly Block[]): Block[] {
  const ids = new Set(from.block_ids ?? []);
  const pointed = shared.filter(({ id }) => id !== undefined && ids.has(id));
  const byLabel = new Map<string, Block>();
  for (const each of [...(from.memory_blocks ?? []), ...(from.core_memory ?? []), ...pointed]) {
    if (!byLabel.has(each.label)) byLabel.set(each.label, each);
  }
  return [...byLabel.values()];
}

function linesOf(value: string): string[] {
  return value
    .split(/\r\n|\n|\r/)
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter((line) => line !== "");
}

function agentFile(persona: Persona): Record<string, unknown> {
  const { facts = [], documents = [] } = persona.knowledge ?? {};
  const { knowledge: _, ...self } = persona;
  const own = [
    { label: PERSONA, value: toldSentences(self).join("\n") },
    { label: HUMAN, value: facts.flatMap(linesOf).join("\n") },
    ...documents.map(({ id, text }) => ({ label: id, value: text })),
  ].map((each, index) => ({ id: `block-${index}`, ...each }));
  return {
    agents: [
      {
        id: "agent-0",
        ...known({ name: persona.name === UNNAMED ? undefined : persona.name, description: persona.summary }),
        block_ids: own.map(({ id }) => id),
      },
    ],
    blocks: own,
  };
}

import { ability } from "./ability.ts";
import { aspects } from "./aspects.ts";
import type { Block } from "./block.ts";
import { facts } from "./facts.ts";
import { identity } from "./identity.ts";
import { knowledge } from "./knowledge.ts";
import { BACKSTORY, life } from "./life.ts";
import { moral } from "./moral.ts";
import { now } from "./now.ts";
import { preferences } from "./preferences.ts";
import { markers, prose } from "./psych.ts";
import { role } from "./role.ts";
import { rules, task } from "./rules.ts";
import { exemplars, style } from "./style.ts";

/** The blocks in the order in which they stand in the prompt (methods A2). */
export const BLOCKS: readonly Block[] = [
  role,
  identity,
  prose,
  markers,
  moral,
  facts,
  preferences,
  aspects,
  life,
  ability,
  style,
  exemplars,
  knowledge,
  now,
  task,
  rules,
];

/**
 * What a budget drops, first to last; within a block the last piece goes first. ROLE, IDENTITY, MORAL and RULES are
 * never dropped. The first four are those of methods A2, the rest follows what a conversation misses least.
 */
export const DROPS: readonly { block: string; field?: string }[] = [
  { block: exemplars.id },
  { block: life.id, field: BACKSTORY },
  { block: aspects.id },
  { block: facts.id },
  { block: preferences.id },
  { block: life.id },
  { block: knowledge.id },
  { block: style.id },
  { block: ability.id },
  { block: prose.id },
  { block: markers.id },
  { block: now.id },
  { block: task.id },
];

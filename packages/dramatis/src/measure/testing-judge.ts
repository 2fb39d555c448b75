import type { Model } from "../core/index.ts";
import { heeding } from "../model/judging/testing-judges.ts";

/** What a judge is shown: the policy, and the material as it was sent. */
export interface Shown {
  policy: string;
  known: Record<string, unknown>;
  tested: Record<string, unknown>;
}

/** A judge for tests that answers by a rule, a text or an object that is sent as JSON; `shown` is what it was asked. */
export function ruleJudge(rule: (shown: Shown) => object | string): Model & { shown: Shown[] } {
  const shown: Shown[] = [];
  return heeding({
    id: "rule-judge",
    shown,
    generate: async ({ messages }, signal) => {
      signal?.throwIfAborted();
      const [system, user] = messages;
      const { known, tested } = JSON.parse(user?.content ?? "{}");
      const one = { policy: system?.content ?? "", known, tested };
      shown.push(one);
      const said = rule(one);
      const text = typeof said === "string" ? said : JSON.stringify(said);
      return { text, finish: "stop", usage: { inputTokens: 10, outputTokens: 2 } };
    },
  });
}

/** A judge for tests that gives of every shape the same plain verdict: the first option, the least number, "So." */
export function shapeJudge(): Model {
  return heeding({
    id: "shape-judge",
    generate: async ({ schema = {} }, signal) => {
      signal?.throwIfAborted();
      const text = JSON.stringify(plainest(schema as Shape));
      return { text, finish: "stop", usage: { inputTokens: 10, outputTokens: 2 } };
    },
  });
}

/** As much of JSON Schema as rubrics are made of. */
interface Shape {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  minimum?: number;
  anyOf?: Shape[];
  items?: Shape;
  minItems?: number;
  properties?: Record<string, Shape>;
}

function plainest(shape: Shape): unknown {
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return shape.enum[0];
  if (shape.anyOf) return plainest(shape.anyOf[0] as Shape);
  if (shape.type === "object") {
    return Object.fromEntries(Object.entries(shape.properties ?? {}).map(([key, inner]) => [key, plainest(inner)]));
  }
  if (shape.type === "array") return Array.from({ length: shape.minItems ?? 1 }, () => plainest(shape.items ?? {}));
  if (shape.type === "number" || shape.type === "integer") return Math.max(0, shape.minimum ?? 0);
  return shape.type === "boolean" ? true : "So.";
}

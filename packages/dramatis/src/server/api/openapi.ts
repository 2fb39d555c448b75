import { z } from "zod";
import type { RouteSpec } from "./api-route.ts";

/** As much of OpenAPI 3.1 as is written here. */
export interface OpenApiDocument {
  openapi: "3.1.0";
  info: { title: string; version: string; description: string };
  tags: { name: string }[];
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: { securitySchemes: Record<string, object>; schemas: Record<string, object> };
}

export interface OpenApiOperation {
  operationId: string;
  summary: string;
  tags: string[];
  /** What a key must be allowed; nothing for what is open. */
  security: Record<string, string[]>[];
  parameters?: OpenApiParameter[];
  requestBody?: { required: true; content: Record<string, { schema: object }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
}

export interface OpenApiParameter {
  name: string;
  in: "path" | "query";
  required: boolean;
  description?: string;
  schema: object;
}

const ABOUT = `Personas, runs and studies of one Dramatis server. Without keys it answers on this machine alone; else send
"Authorization: Bearer KEY". Every error is {"error": {"message", "code", "param"}}.`;

const ERROR = {
  type: "object",
  properties: {
    error: {
      type: "object",
      properties: {
        message: { type: "string" },
        code: { type: ["string", "null"] },
        param: { type: ["string", "null"] },
      },
      required: ["message", "code", "param"],
    },
  },
  required: ["error"],
};

/** The document of a server, from what its routes say of themselves. */
export function openApiDocument(specs: readonly RouteSpec[], { version }: { version: string }): OpenApiDocument {
  const paths: OpenApiDocument["paths"] = {};
  for (const spec of specs) paths[spec.path] = { ...paths[spec.path], [spec.method]: operationOf(spec) };
  return {
    openapi: "3.1.0",
    info: { title: "Dramatis", version, description: ABOUT.replace("\n", " ") },
    tags: [...new Set(specs.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: { securitySchemes: { key: { type: "http", scheme: "bearer" } }, schemas: { Error: ERROR } },
  };
}

function operationOf(spec: RouteSpec): OpenApiOperation {
  const { method, path, summary, tag, scope, params, query, body, reply, media, status = 200 } = spec;
  const parameters = [...parametersOf(params, "path"), ...parametersOf(query, "query")];
  const content = reply
    ? { "application/json": { schema: schemaOf(reply, "output") } }
    : media === undefined
      ? undefined
      : { [media]: { schema: { type: "string" } } };
  return {
    operationId: [method, ...path.split(/[^a-zA-Z0-9]+/).filter((part) => part !== "")].join("-"),
    summary,
    tags: [tag],
    security: scope === "open" ? [] : [{ key: [scope] }],
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: { required: true as const, content: { "application/json": { schema: schemaOf(body, "input") } } },
    }),
    responses: {
      [status]: { description: "It went well.", ...(content && { content }) },
      default: {
        description: "It did not.",
        content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
      },
    },
  };
}

function parametersOf(schema: z.ZodType | undefined, place: "path" | "query"): OpenApiParameter[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input");
  return Object.entries(properties).map(([name, own]) => {
    const { description, ...rest } = own;
    const isNeeded = place === "path" || required.includes(name);
    return {
      name,
      in: place,
      required: isNeeded,
      ...(typeof description === "string" && { description }),
      schema: rest,
    };
  });
}

interface PlainSchema {
  properties?: Record<string, Record<string, unknown>>;
  required?: string[];
}

/** JSON Schema 2020-12, which is what OpenAPI 3.1 takes. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): PlainSchema {
  const { $schema: _, ...plain } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return plain as PlainSchema;
}

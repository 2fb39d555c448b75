import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import type { RouteSpec } from "./api-route.ts";
import { docsPage } from "./docs-page.ts";
import { type OpenApiDocument, openApiDocument } from "./openapi.ts";
import { OUTSIDE_SPECS } from "./outside-specs.ts";
import { API_ROUTES } from "./routes/index.ts";

const SPECS: readonly RouteSpec[] = [...API_ROUTES.map(({ spec }) => spec), ...OUTSIDE_SPECS];
const whole = (): OpenApiDocument => openApiDocument(SPECS, { version: "1.2.3" });

/** The structure that OpenAPI 3.1.1 demands of what we write (§4.8: info, paths, operation, parameter, responses). */
const structure = z.strictObject({
  openapi: z.literal("3.1.0"),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
  tags: z.array(z.strictObject({ name: z.string() })),
  paths: z.record(
    z.string().startsWith("/"),
    z
      .partialRecord(
        z.enum(["get", "post", "put", "patch", "delete"]),
        z.strictObject({
          operationId: z.string().regex(/^[a-zA-Z0-9-]+$/),
          summary: z.string().min(1),
          tags: z.array(z.string()).length(1),
          security: z.array(z.strictObject({ key: z.array(z.enum(["read", "write"])) })),
          parameters: z
            .array(
              z.strictObject({
                name: z.string(),
                in: z.enum(["path", "query"]),
                required: z.boolean(),
                description: z.string().optional(),
                schema: z.record(z.string(), z.unknown()),
              }),
            )
            .optional(),
          requestBody: z
            .strictObject({
              required: z.literal(true),
              content: z.record(z.string().includes("/"), z.object({ schema: z.object() })),
            })
            .optional(),
          responses: z
            .record(
              z.string().regex(/^(default|\d{3})$/),
              z.strictObject({
                description: z.string(),
                content: z.record(z.string().includes("/"), z.object({ schema: z.object() })).optional(),
              }),
            )
            .refine((all) => "default" in all && Object.keys(all).length === 2),
        }),
      )
      .refine((all) => Object.keys(all).length > 0),
  ),
  components: z.strictObject({ securitySchemes: z.object(), schemas: z.object() }),
});

test("the document reads back, and has the structure of OpenAPI 3.1", () => {
  const document = JSON.parse(JSON.stringify(whole())) as OpenApiDocument;
  assert.deepEqual(document, whole());
  const read = structure.safeParse(document);
  assert.equal(read.error?.issues[0], undefined);
});

test("every route is in it once, with the parameters of its path, and no operation has the id of another", () => {
  const { paths } = whole();
  const listed = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method} ${path}`),
  );
  assert.deepEqual(listed.sort(), SPECS.map(({ method, path }) => `${method} ${path}`).sort());
  const operations = Object.entries(paths).flatMap(([path, own]) =>
    Object.values(own).map((operation) => ({ path, operation })),
  );
  for (const { path, operation } of operations) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const own = (operation.parameters ?? []).filter((one) => one.in === "path");
    assert.deepEqual(own.map(({ name }) => name).sort(), inPath.sort(), path);
    assert.ok(
      own.every(({ required }) => required),
      path,
    );
  }
  const ids = operations.map(({ operation }) => operation.operationId);
  assert.equal(new Set(ids).size, ids.length);
});

test("bodies and queries are the schemas that requests are read with", () => {
  const spec: RouteSpec = {
    method: "post",
    path: "/api/things/{id}",
    summary: "s",
    scope: "write",
    tag: "T",
    params: z.object({ id: z.string() }),
    query: z.object({ n: z.coerce.number().int().min(1).default(5), why: z.string().meta({ description: "because" }) }),
    body: z.strictObject({ text: z.string().max(7) }),
    reply: z.object({ ok: z.literal(true) }),
    status: 201,
  };
  const operation = openApiDocument([spec], { version: "0" }).paths["/api/things/{id}"]?.post;
  assert.equal(operation?.operationId, "post-api-things-id");
  assert.deepEqual(operation?.security, [{ key: ["write"] }]);
  assert.deepEqual(
    operation?.parameters?.map(({ name, required, description }) => [name, required, description]),
    [
      ["id", true, undefined],
      ["n", false, undefined],
      ["why", true, "because"],
    ],
  );
  assert.deepEqual(operation?.requestBody?.content["application/json"]?.schema, {
    type: "object",
    properties: { text: { type: "string", maxLength: 7 } },
    required: ["text"],
    additionalProperties: false,
  });
  assert.deepEqual(Object.keys(operation?.responses ?? {}), ["201", "default"]);
});

test("the page shows every route, runs nothing, loads nothing, and lets no text become markup", () => {
  const hostile: RouteSpec = {
    method: "get",
    path: "/x",
    summary: "<script>alert(1)</script>",
    scope: "open",
    tag: "<b>T",
    media: "text/plain",
  };
  const page = docsPage(openApiDocument([...SPECS, hostile], { version: "1.2.3" }));
  for (const { path } of SPECS) assert.ok(page.includes(`<code>${path}</code>`), path);
  assert.ok(!/<script|<b>T|<[^>]+\s(?:on\w+|src)=|@import|(?:href|url)\W*https?:/i.test(page));
  assert.ok(page.includes("&lt;script&gt;"));
});

import assert from "node:assert/strict";
import { homedir } from "node:os";
import { test } from "node:test";
import { placeless } from "./placeless.ts";

test("a path goes on from its folder, the nearest of several; other lines stay as they are", () => {
  const plain = placeless(["/srv/people", "/srv/people/.dramatis/runs/check-ada-1", "/"]);
  const lines: [string, string][] = [
    ["wrote /srv/people/.dramatis/runs/check-ada-1/a.suite.yaml: 3 items", "wrote a.suite.yaml: 3 items"],
    ["/srv/people/.dramatis/store.sqlite is locked", ".dramatis/store.sqlite is locked"],
    ["/srv/people: no such folder", "people: no such folder"],
    ["GET /api/runs lists them; http://localhost/v1 answers", "GET /api/runs lists them; http://localhost/v1 answers"],
    [`${homedir()}/models/x.onnx is damaged`, "models/x.onnx is damaged"],
  ];
  for (const [line, expected] of lines) assert.equal(plain(line), expected);
});

import type { Route } from "../route.ts";

/** GET /v1/models: the names that can be asked for. */
export const models: Route = {
  method: "GET",
  path: "/v1/models",
  answer: async ({ served: { name, embedder } }) => {
    const ids = embedder === undefined ? [name] : [name, embedder.id];
    const data = ids.map((id) => ({ id, object: "model", created: 0, owned_by: "dramatis" }));
    return { json: { object: "list", data } };
  },
};

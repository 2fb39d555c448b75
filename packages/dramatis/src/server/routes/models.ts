import type { Route } from "../route.ts";

/** GET /v1/models: the names that can be asked for. */
export const models: Route = {
  method: "GET",
  path: "/v1/models",
  answer: async ({ served: { name, embedder } }) => {
    const ids = embedder === undefined ? [name] : [name, embedder.id];
    return { json: modelList(ids.map((id) => ({ id }))) };
  },
};

/** Models as the API lists them. */
export function modelList(models: readonly { id: string; created?: number }[]): object {
  return { object: "list", data: models.map(modelCard) };
}

/** @param created seconds since 1970 */
export function modelCard({ id, created = 0 }: { id: string; created?: number }): object {
  return { id, object: "model", created, owned_by: "dramatis" };
}

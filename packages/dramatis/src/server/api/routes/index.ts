import type { ApiRoute } from "../api-route.ts";
import { personaRoutes } from "./persona-routes.ts";
import { runRoutes } from "./run-routes.ts";
import { sessionRoutes } from "./session-routes.ts";
import { studyRoutes } from "./study-routes.ts";

/** Every route of the native API, as the router, the OpenAPI document and the guard at the door take them. */
export const API_ROUTES: readonly ApiRoute[] = [...personaRoutes, ...sessionRoutes, ...runRoutes, ...studyRoutes];

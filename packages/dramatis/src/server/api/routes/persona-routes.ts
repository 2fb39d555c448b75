import type { ApiRoute } from "../api-route.ts";
import { importRoutes } from "./import.ts";
import { personasRoutes } from "./personas.ts";
import { portraitRoutes } from "./portrait.ts";
import { validateRoutes } from "./validate.ts";
import { versionRoutes } from "./versions.ts";

/** The personas of a folder, over HTTP. */
export const personaRoutes: readonly ApiRoute[] = [
  ...personasRoutes,
  ...versionRoutes,
  ...validateRoutes,
  ...importRoutes,
  ...portraitRoutes,
];

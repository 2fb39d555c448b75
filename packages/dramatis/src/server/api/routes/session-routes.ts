import type { ApiRoute } from "../api-route.ts";
import { memoryRoutes } from "./memories.ts";
import { messageRoutes } from "./messages.ts";
import { ratingRoutes } from "./ratings.ts";
import { sessionsRoutes } from "./sessions.ts";

/** Conversations with personas, and what they remember, over HTTP. */
export const sessionRoutes: readonly ApiRoute[] = [
  ...sessionsRoutes,
  ...messageRoutes,
  ...ratingRoutes,
  ...memoryRoutes,
];

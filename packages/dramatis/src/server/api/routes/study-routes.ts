import type { ApiRoute } from "../api-route.ts";
import { calibrationRoutes } from "./calibration-routes.ts";
import { catalogueRoutes } from "./catalogue-routes.ts";
import { populationRoutes } from "./population-routes.ts";

/** Populations, calibrations, and what can be named. */
export const studyRoutes: readonly ApiRoute[] = [...populationRoutes, ...calibrationRoutes, ...catalogueRoutes];

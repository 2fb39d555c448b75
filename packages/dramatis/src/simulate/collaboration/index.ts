// Several minds on one task: one model as many people, a role against none.
export { type JekyllAndHyde, type JekyllAndHydeOptions, jekyllAndHyde } from "./jekyll-and-hyde.ts";
export { type SoloPerformance, type SoloPerformanceOptions, soloPerformance } from "./solo-performance.ts";

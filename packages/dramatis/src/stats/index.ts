// Statistics: pure functions. Nothing scored is null, never NaN and never 0.
export { type Auc, type AucCase, auc } from "./auc.ts";
export { type BootstrapOptions, bootstrapInterval, type ClusterSum, clusterBootstrap } from "./bootstrap.ts";
export { type EstimateOptions, estimateOf } from "./estimate-of.ts";
export { type Interval, Z95 } from "./interval.ts";
export { mean } from "./mean.ts";
export { midRanks } from "./mid-ranks.ts";
export { pearson } from "./pearson.ts";
export { quantile } from "./quantile.ts";
export { requiredTimes } from "./required-times.ts";
export { spearman } from "./spearman.ts";
export { wasserstein1d } from "./wasserstein-1d.ts";
export { wilson } from "./wilson.ts";

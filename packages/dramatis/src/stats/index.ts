// Statistics: pure functions. Nothing scored is null, never NaN and never 0.
export { assignment } from "./assignment.ts";
export { type Auc, type AucCase, auc } from "./auc.ts";
export { type BootstrapOptions, bootstrapInterval, type ClusterSum, clusterBootstrap } from "./bootstrap.ts";
export { type BradleyTerry, bradleyTerry, eloUpdate } from "./bradley-terry.ts";
export { brierScore, type Confidence, expectedCalibrationError } from "./calibration-error.ts";
export { cohenKappa, fleissKappa } from "./cohen-kappa.ts";
export { compressionRatio } from "./compression-ratio.ts";
export { absoluteDistance, correlationDistance, frobeniusDistance } from "./correlation-distance.ts";
export { correlationMatrix, type WeightedRow } from "./correlation-matrix.ts";
export { cosine } from "./cosine.ts";
export { cronbachAlpha } from "./cronbach-alpha.ts";
export { dispersion } from "./dispersion.ts";
export { distinctN } from "./distinct-n.ts";
export { cliffDelta, cohenD, type EffectSize, pairedEffectSize } from "./effect-size.ts";
export { designEffect, effectiveSize } from "./effective-size.ts";
export { entropy } from "./entropy.ts";
export { type EstimateOptions, estimateOf } from "./estimate-of.ts";
export { greedyAssignment } from "./greedy-assignment.ts";
export { type Interval, Z95 } from "./interval.ts";
export { type IntraclassCorrelation, intraclassCorrelation } from "./intraclass-correlation.ts";
export {
  type JensenShannon,
  jensenShannon,
  jensenShannonCentroid,
  jensenShannonSpread,
  MOST_JENSEN_SHANNON,
} from "./jensen-shannon.ts";
export { type Clustering, type KMeansOptions, kMeans } from "./k-means.ts";
export { kendallTau } from "./kendall-tau.ts";
export { krippendorffAlpha, type MeasurementLevel } from "./krippendorff-alpha.ts";
export {
  type CrossValidation,
  crossValidated,
  type LabelledRow,
  type LogisticModel,
  type LogisticOptions,
  logisticRegression,
} from "./logistic-regression.ts";
export { f1Of, type LabelPair, macroF1 } from "./macro-f1.ts";
export { type McNemar, mcNemar, mcNemarOf } from "./mc-nemar.ts";
export { mean } from "./mean.ts";
export { midRanks } from "./mid-ranks.ts";
export { benjaminiHochberg, holm } from "./multiplicity.ts";
export { type OddsRatio, oddsRatio } from "./odds-ratio.ts";
export { ordinalDistance } from "./ordinal-distance.ts";
export { pearson } from "./pearson.ts";
export { placedDistance } from "./placed-distance.ts";
export {
  type OddsEffect,
  type OrderedRow,
  type ProportionalOdds,
  type ProportionalOddsOptions,
  proportionalOdds,
} from "./proportional-odds.ts";
export { quadraticKappa } from "./quadratic-kappa.ts";
export { quantile } from "./quantile.ts";
export { requiredTimes } from "./required-times.ts";
export {
  pairsFor,
  pairsForMcNemar,
  smallestEffect,
  unitsForOdds,
  unitsForProportions,
  unitsPerGroup,
} from "./sample-size.ts";
export { type PermutationTest, signFlipTest } from "./sign-flip-test.ts";
export { silhouette } from "./silhouette.ts";
export { spearman } from "./spearman.ts";
export { type SplitHalfOptions, splitHalfDistance } from "./split-half-distance.ts";
export { type StyledTurns, type StyleMetrics, styleFrontier, styleMetrics } from "./style-metrics.ts";
export {
  type Lifetime,
  type LogRank,
  logRankTest,
  medianSurvival,
  restrictedMean,
  type SurvivalStep,
  type SurvivalTime,
  survivalCurve,
} from "./survival-curve.ts";
export { symmetricEigenvalues } from "./symmetric-eigenvalues.ts";
export { tQuantile } from "./t-quantile.ts";
export { topicCoverage } from "./topic-coverage.ts";
export { totalVariation } from "./total-variation.ts";
export { vendiScore } from "./vendi-score.ts";
export { wasserstein1d } from "./wasserstein-1d.ts";
export { wilson } from "./wilson.ts";

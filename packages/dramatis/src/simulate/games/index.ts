// Games and auctions: rules, personas that play them, and what their play is like.
export { AUCTION_FIGURES, type AuctionFigure, auctionFigures, profitAdvantage } from "./auction-figures.ts";
export type {
  AuctionItem,
  AuctionWorld,
  Bid,
  BidderAccount,
  Priority,
  Reflection,
  RivalProfile,
  Sale,
} from "./auction-world.ts";
export type { Bidder, BidderView, GivenBid, SeenItem, Thoughts } from "./bidder.ts";
export {
  type AuctionSection,
  auctionSection,
  type GameFile,
  type GameSection,
  gameFileSchema,
  gameOf,
  gameSection,
  type OpenedGame,
  openGame,
  parseGameFile,
  personasNamed,
  readGameFile,
} from "./game-file.ts";
export { gameSignatures, type SeatPlay, SIGNATURES, type Signature } from "./game-signatures.ts";
export {
  type AuctionMemory,
  type HouseAuction,
  type HouseAuctionOptions,
  houseAuction,
  memoryOf,
} from "./house-auction.ts";
export { type HumanFigure, type HumanFigures, humanFigures } from "./human-figures.ts";
export { type HumanGame, humanRounds } from "./human-rounds.ts";
export { type LabelShare, labelShare, swappedLabels } from "./label-share.ts";
export {
  BATTLE_OF_THE_SEXES,
  bestJoint,
  type GameMove,
  type GamePoints,
  type MatrixGame,
  nashPoints,
  PRISONERS_DILEMMA,
  paretoPoints,
  pointsOf,
} from "./matrix-game.ts";
export { type PersonaBidderOptions, personaBidder } from "./persona-bidder.ts";
export { type PersonaPlayerOptions, personaPlayer } from "./persona-player.ts";
export {
  type GamePlayer,
  type GameRound,
  type GameView,
  type GameWorld,
  type GivenMove,
  type RepeatedGame,
  type RepeatedGameOptions,
  repeatedGame,
  seatRounds,
  totalPoints,
} from "./repeated-game.ts";
export { type BidRule, type RuleBidderOptions, ruleBidder } from "./rule-bidder.ts";
export { type GameStrategy, type SeatRound, STRATEGIES, type StrategyName, strategyPlayer } from "./strategies.ts";

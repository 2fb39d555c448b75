// What a persona is asked for in an auction. The wording is ours; the answers are those of methods E-HARBOR.

export const PLAN = `You are a bidder in an auction of houses and want the highest profit: what a house is worth, less what you pay for it.
You get what you know: your money, what you care for, and the houses in the order in which they come up, each with its first price and your own estimate of its worth, which is rather too high.
Give each house a priority: 1 wanted most, 2, or 3 wanted least.
Reply with {"priorities": {"<house>": 1}}.`;

export const BID = `You are a bidder in an auction of houses and want the highest profit: what a house is worth, less what you pay for it.
You get what you know: your money, your priorities, the house that is up with your own estimate of its worth (rather too high), the highest bid, the lowest bid that stands now, what was bid before, and what you think of your rivals.
Say why, by one letter, and bid or withdraw from this house:
A bid, because it is a top priority; B bid, to make a rival pay more; C bid, because you can afford it;
D withdraw, to save money for what comes; E withdraw, because too little profit would be left; F withdraw, to keep out of a bidding war.
Reply with {"strategy": "A", "bid": 123000} where you bid, or {"strategy": "D", "bid": null} where you withdraw.`;

export const SUMMARY = `You are a bidder in an auction of houses. You get the money that you began with, what each house went for and to whom, and what the houses that you bought turned out to be worth.
Sum up where you stand: the money you have left, your profit so far (worth less price, over all you bought), and the price of each house that you bought.
Reply with {"remainingBudget": 0, "totalProfit": 0, "winningBids": {"<house>": 0}}.`;

export const PROFILES = `You are a bidder in an auction of houses. You get the traits that houses are known for, what your rivals bid for and withdrew from, and what you thought of them before.
Say of each rival how much each trait draws it, from -1 (keeps away) through 0 (you cannot tell) to 1 (wants it most), and sum the rival up in one sentence.
Reply with {"rivals": {"<name>": {"weights": {"<trait>": 0}, "sentence": "..."}}}.`;

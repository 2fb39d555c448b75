const GROUPS = `
dog cat horse rabbit parrot
dogs cats horses rabbits parrots
mother father sister brother aunt uncle
mom dad
wife husband
son daughter
kids children parents friends
teacher nurse doctor lawyer farmer engineer writer
coffee tea beer wine juice
pizza pasta soup salad steak fish
apples bananas cookies cakes
guitar piano violin drums flute
football tennis golf baseball hockey
books movies songs games
book movie song game
car bike truck boat plane
house apartment farm cabin
beach mountains lake forest desert
school office hospital restaurant library
summer winter spring autumn
morning evening afternoon night
red blue green yellow purple
city village town island
music art history science
`;

/** English nouns that can stand in each other's place, drawn up for Dramatis. Each noun is in one group. */
export const NOUN_GROUPS: readonly (readonly string[])[] = GROUPS.trim()
  .split("\n")
  .map((line) => line.split(" "));

"""Word lists for the persona grammar, written from general knowledge.

Every list is plain text, split on commas and line ends, so that it stays easy to extend.
Grouped lists (a dict) carry what the grammar needs to know about their members: the field
and workplace of a profession, the category of a food, the country of a city.
"""

from __future__ import annotations

import re


def words(text: str) -> tuple[str, ...]:
    """Split a comma- or line-separated text into unique entries, order kept."""
    return tuple(dict.fromkeys(w.strip() for w in re.split(r"[,\n]", text) if w.strip()))


# (field, workplace or "") -> professions
PROFESSIONS: dict[tuple[str, str], tuple[str, ...]] = {
    ("healthcare", "a hospital"): words("""nurse, surgeon, doctor, anesthesiologist, midwife, paramedic,
        radiologist, cardiologist, phlebotomist, respiratory therapist, oncologist, hospital orderly,
        pediatrician, neurologist"""),
    ("healthcare", "a clinic"): words("""physical therapist, optometrist, dermatologist, chiropractor,
        dental hygienist, dentist, orthodontist, speech therapist, occupational therapist, medical assistant"""),
    ("healthcare", "a pharmacy"): words("pharmacist, pharmacy technician"),
    ("healthcare", "a nursing home"): words("caregiver, home health aide"),
    ("mental health", ""): words("psychologist, psychiatrist, marriage counselor, addiction counselor"),
    ("education", "a school"): words("""teacher, kindergarten teacher, math teacher, art teacher, gym teacher,
        science teacher, school principal, school counselor, substitute teacher, music teacher,
        special education teacher, crossing guard, teaching assistant"""),
    ("education", "a university"): words("professor, college lecturer, dean"),
    ("education", "a library"): words("librarian"),
    ("childcare", "a daycare"): words("daycare worker, preschool aide"),
    ("childcare", ""): words("nanny, babysitter, au pair"),
    ("the food industry", "a restaurant"): words("""waitress, waiter, chef, line cook, dishwasher, sommelier,
        pastry chef, busboy, restaurant manager, hostess, sushi chef, pizza maker"""),
    ("the food industry", "a bakery"): words("baker, cake decorator"),
    ("the food industry", "a coffee shop"): words("barista"),
    ("the food industry", "a bar"): words("bartender, barmaid"),
    ("the food industry", ""): words("butcher, caterer, brewer, fishmonger, food critic, food truck owner"),
    ("retail", "a store"): words("""cashier, store manager, sales clerk, stock clerk, personal shopper, florist,
        jeweler, grocery bagger, window dresser"""),
    ("retail", "a bookstore"): words("bookseller"),
    ("sales", ""): words("car salesman, insurance agent, real estate agent, telemarketer, travel agent, auctioneer"),
    ("finance", "a bank"): words("bank teller, loan officer, investment banker"),
    ("finance", ""): words("accountant, stockbroker, financial advisor, bookkeeper, actuary, auditor, tax preparer"),
    ("law", "a law firm"): words("lawyer, paralegal, legal secretary"),
    ("law", "a courthouse"): words("judge, court reporter, bailiff"),
    ("law enforcement", ""): words("police officer, detective, sheriff, park ranger, border agent, bounty hunter"),
    ("law enforcement", "a prison"): words("prison guard, parole officer"),
    ("public safety", "a fire station"): words("firefighter"),
    ("public safety", ""): words("lifeguard, security guard, emergency dispatcher"),
    ("the military", ""): words("soldier, army sergeant, navy sailor, fighter pilot, drill instructor, military medic"),
    ("construction", "a construction site"): words("""carpenter, bricklayer, roofer, crane operator, welder,
        construction worker, demolition expert, house painter, scaffolder, drywall installer"""),
    ("the trades", ""): words("""plumber, electrician, locksmith, handyman, chimney sweep, hvac technician,
        pool cleaner, blacksmith, glazier, upholsterer, piano tuner, stonemason, cabinet maker, cobbler"""),
    ("the automotive industry", "a garage"): words("mechanic, auto body painter, tire technician"),
    ("manufacturing", "a factory"): words("factory worker, machinist, assembly line worker, quality inspector, forklift operator"),
    ("transportation", ""): words("""truck driver, bus driver, taxi driver, train conductor, delivery driver,
        courier, chauffeur, subway operator, ship captain, ferry operator"""),
    ("aviation", "an airport"): words("airline pilot, flight attendant, baggage handler, air traffic controller"),
    ("technology", ""): words("""software engineer, web developer, data scientist, network administrator,
        computer programmer, game developer, it technician, systems analyst, app designer,
        cybersecurity analyst, database administrator"""),
    ("engineering", ""): words("civil engineer, mechanical engineer, electrical engineer, chemical engineer, aerospace engineer"),
    ("science", "a lab"): words("chemist, biologist, physicist, geneticist, lab technician, microbiologist"),
    ("science", ""): words("""geologist, astronomer, meteorologist, archaeologist, marine biologist, botanist,
        paleontologist, anthropologist, astronaut, ecologist"""),
    ("design", ""): words("architect, interior designer, graphic designer, fashion designer, landscape architect, urban planner"),
    ("the arts", ""): words("""painter, sculptor, potter, illustrator, cartoonist, tattoo artist, glass blower,
        art dealer, animator"""),
    ("the arts", "a museum"): words("museum curator, tour guide"),
    ("show business", ""): words("""actor, actress, comedian, magician, stuntman, movie director, film editor,
        screenwriter, ventriloquist, talent agent, circus clown, acrobat, makeup artist, television producer"""),
    ("the music industry", ""): words("""singer, drummer, guitarist, concert pianist, dj, rapper, sound engineer,
        opera singer, songwriter, orchestra conductor, violinist, music producer"""),
    ("dance", ""): words("ballerina, choreographer, dance instructor"),
    ("media", ""): words("""journalist, news anchor, photographer, radio host, editor, blogger, sports reporter,
        podcaster, videographer"""),
    ("publishing", ""): words("novelist, poet, copywriter, children's book author, translator, technical writer, proofreader"),
    ("the sports world", ""): words("""professional golfer, boxer, football coach, jockey, referee, figure skater,
        race car driver, professional wrestler, baseball scout, sports agent"""),
    ("fitness", "a gym"): words("personal trainer, yoga instructor, swim coach"),
    ("beauty", "a salon"): words("hairdresser, barber, nail technician, beautician, massage therapist"),
    ("fashion", ""): words("model, tailor, seamstress, stylist, shoe designer"),
    ("agriculture", "a farm"): words("farmer, dairy farmer, farmhand, beekeeper, rancher, shepherd, vintner"),
    ("agriculture", ""): words("horse breeder, dog breeder, fruit picker"),
    ("animal care", "an animal clinic"): words("veterinarian, vet tech"),
    ("animal care", "a zoo"): words("zookeeper"),
    ("animal care", ""): words("dog groomer, dog walker, horse trainer, animal control officer"),
    ("landscaping", ""): words("gardener, landscaper, tree surgeon, groundskeeper"),
    ("the fishing industry", ""): words("commercial fisherman, crab fisherman, fishing guide"),
    ("business", "an office"): words("""secretary, receptionist, office manager, executive assistant,
        project manager, human resources manager, data entry clerk, payroll clerk, marketing manager, ceo"""),
    ("business", ""): words("business consultant, entrepreneur, recruiter, event planner, wedding planner"),
    ("customer service", "a call center"): words("call center agent"),
    ("hospitality", "a hotel"): words("hotel manager, bellhop, concierge, hotel maid"),
    ("cleaning", ""): words("janitor, housekeeper, window washer, garbage collector"),
    ("government", ""): words("mayor, politician, diplomat, mail carrier, tax inspector, census taker, social worker, spy"),
    ("religion", "a church"): words("pastor, priest, youth minister, church organist, nun"),
    ("energy", ""): words("coal miner, oil rig worker, solar panel installer, power line worker"),
    ("storage", "a warehouse"): words("warehouse worker, order picker"),
    ("entertainment", "a casino"): words("blackjack dealer, pit boss"),
    ("entertainment", ""): words("professional gamer, party clown, street performer, fortune teller"),
    ("funeral services", "a funeral home"): words("mortician, undertaker"),
    ("logistics", ""): words("supply chain analyst, freight broker, customs broker"),
    ("environment work", ""): words("wildlife biologist, forester, recycling coordinator"),
}

# specific profession -> more general one
PROFESSION_ISA: dict[str, str] = {
    "surgeon": "doctor", "pediatrician": "doctor", "cardiologist": "doctor", "neurologist": "doctor",
    "oncologist": "doctor", "dermatologist": "doctor", "kindergarten teacher": "teacher",
    "math teacher": "teacher", "art teacher": "teacher", "gym teacher": "teacher",
    "science teacher": "teacher", "music teacher": "teacher", "special education teacher": "teacher",
    "substitute teacher": "teacher", "pastry chef": "chef", "sushi chef": "chef", "dairy farmer": "farmer",
    "chemist": "scientist", "biologist": "scientist", "physicist": "scientist", "geologist": "scientist",
    "geneticist": "scientist", "microbiologist": "scientist", "botanist": "scientist",
    "marine biologist": "scientist", "drummer": "musician", "guitarist": "musician",
    "concert pianist": "musician", "violinist": "musician", "painter": "artist", "sculptor": "artist",
    "illustrator": "artist", "tattoo artist": "artist", "potter": "artist", "novelist": "writer",
    "poet": "writer", "copywriter": "writer", "children's book author": "writer", "screenwriter": "writer",
    "civil engineer": "engineer", "mechanical engineer": "engineer", "electrical engineer": "engineer",
    "chemical engineer": "engineer", "aerospace engineer": "engineer", "software engineer": "engineer",
    "detective": "cop", "professional golfer": "athlete", "boxer": "athlete", "figure skater": "athlete",
    "professional wrestler": "athlete", "truck driver": "driver", "bus driver": "driver",
    "taxi driver": "driver", "airline pilot": "pilot", "fighter pilot": "pilot", "army sergeant": "soldier",
}

PROFESSION_SYNONYMS: dict[str, tuple[str, ...]] = {
    "doctor": ("physician",), "lawyer": ("attorney",), "police officer": ("cop", "policeman"),
    "firefighter": ("fireman",), "mail carrier": ("mailman", "postal worker"), "teacher": ("schoolteacher",),
    "veterinarian": ("vet for animals", "animal doctor"), "flight attendant": ("stewardess",),
    "hairdresser": ("hair stylist",), "real estate agent": ("realtor",), "mechanic": ("auto mechanic",),
    "waitress": ("server",), "waiter": ("server",), "chef": ("professional cook",),
    "janitor": ("custodian",), "truck driver": ("trucker",), "professor": ("college professor",),
    "computer programmer": ("coder",), "journalist": ("reporter",), "garbage collector": ("garbage man",),
    "mortician": ("undertaker",), "personal trainer": ("fitness trainer",), "pastor": ("minister",),
    "novelist": ("fiction writer",), "nurse": ("registered nurse", "rn"), "cashier": ("checkout clerk",),
    "soldier": ("member of the army",), "accountant": ("cpa",), "secretary": ("administrative assistant",),
}

COMPANIES = words("""walmart, target, costco, amazon, google, apple, microsoft, starbucks, mcdonalds, burger king,
    wendys, subway, chipotle, ikea, home depot, lowes, best buy, walgreens, cvs, kroger, safeway, publix, aldi,
    whole foods, trader joes, macys, nordstrom, kohls, sears, jcpenney, old navy, gamestop, petsmart, petco,
    barnes and noble, fedex, ups, boeing, general motors, toyota, tesla, ibm, intel, oracle, facebook, netflix,
    disney, verizon, comcast, chase bank, bank of america, wells fargo, delta airlines, southwest airlines,
    marriott, hilton, pizza hut, dominos, taco bell, chick fil a, dunkin donuts, panera, olive garden, red lobster,
    state farm, geico, exxon, pfizer, lockheed martin, nasa, uber, dell, sony, nintendo, sephora, foot locker""")

# category -> foods; the tags of the grammar come from the category names
FOODS: dict[str, tuple[str, ...]] = {
    "meat": words("""steak, bacon, hamburgers, cheeseburgers, fried chicken, chicken wings, ribs, pulled pork, hot dogs,
        meatballs, meatloaf, pot roast, roast beef, brisket, sausages, pork chops, ham, lamb chops, turkey,
        chicken nuggets, beef jerky, pepperoni pizza, chicken noodle soup, philly cheesesteaks, corn dogs,
        beef stew, schnitzel, barbecue ribs, bratwurst, chicken tenders, veal, duck, venison"""),
    "seafood": words("""sushi, lobster, shrimp, salmon, crab legs, tuna, oysters, clam chowder, scallops, fish and chips,
        fish sticks, mussels, calamari, cod, crawfish, caviar, fish tacos, sardines"""),
    "dairy": words("""pizza, mac and cheese, grilled cheese, cheese, yogurt, nachos, cheesecake, ice cream,
        quesadillas, cottage cheese, alfredo pasta, milkshakes, lasagna, mozzarella sticks, cheese fondue,
        frozen yogurt, scrambled eggs, omelettes, quiche, custard, butter, deviled eggs"""),
    "sweet": words("""chocolate, cupcakes, brownies, donuts, cookies, apple pie, pancakes, waffles, candy, gummy bears,
        cinnamon rolls, french toast, pumpkin pie, key lime pie, tiramisu, carrot cake, jelly beans, fudge,
        lollipops, banana bread, peach cobbler, marshmallows, cotton candy, licorice, muffins, creme brulee,
        macarons, pudding, oatmeal cookies, red velvet cake, caramel, cannoli, churros"""),
    "vegetable": words("""broccoli, spinach, asparagus, brussels sprouts, carrots, kale, cauliflower, peas, corn on the cob,
        green beans, cabbage, beets, zucchini, celery, mushrooms, tomatoes, onions, cucumbers, eggplant, lettuce,
        sweet potatoes, radishes, artichokes, okra, pickles, bell peppers, garlic, squash, turnips"""),
    "fruit": words("""apples, bananas, strawberries, blueberries, mangoes, watermelon, pineapple, grapes, peaches, cherries,
        oranges, raspberries, kiwi, pears, plums, grapefruit, coconut, papaya, avocado, lemons, figs, cantaloupe,
        pomegranates, blackberries, apricots"""),
    "grain": words("""spaghetti, pasta, ramen, rice, bread, bagels, oatmeal, cereal, noodles, granola, couscous, quinoa,
        fried rice, garlic bread, ravioli, gnocchi, cornbread, biscuits, risotto, pretzels, croissants, toast"""),
    "snack": words("""popcorn, potato chips, french fries, peanut butter, hummus, guacamole, tater tots, salsa,
        mashed potatoes, baked potatoes, crackers, peanuts, almonds, trail mix, onion rings, hash browns, olives,
        cashews, pistachios"""),
    "dish": words("""tacos, burritos, curry, pad thai, chili, falafel, salad, tofu, veggie burgers, lentil soup, enchiladas,
        dumplings, pho, egg rolls, tomato soup, stir fry, kimchi, gumbo, jambalaya, samosas, baked beans, tamales,
        sandwiches, soup, sauerkraut, pierogi, paella, miso soup, lo mein, gyros, bibimbap"""),
    "cuisine": words("""italian food, mexican food, chinese food, thai food, indian food, japanese food, greek food,
        fast food, spicy food, soul food, korean food, vietnamese food, french food, junk food, ethiopian food"""),
}
CUISINE_OF = {
    "tacos": "mexican food", "burritos": "mexican food", "enchiladas": "mexican food", "tamales": "mexican food",
    "quesadillas": "mexican food", "sushi": "japanese food", "ramen": "japanese food", "miso soup": "japanese food",
    "spaghetti": "italian food", "lasagna": "italian food", "ravioli": "italian food", "gnocchi": "italian food",
    "risotto": "italian food", "tiramisu": "italian food", "pad thai": "thai food", "samosas": "indian food",
    "lo mein": "chinese food", "egg rolls": "chinese food", "gyros": "greek food", "pho": "vietnamese food",
    "kimchi": "korean food", "bibimbap": "korean food", "soup": "", "pepperoni pizza": "pizza",
    "oatmeal cookies": "cookies", "tomato soup": "soup", "lentil soup": "soup", "miso soup ": "soup",
    "clam chowder": "soup", "garlic bread": "bread", "fried rice": "rice", "grilled cheese": "cheese",
    "cheese fondue": "cheese", "chocolate": "sweets", "candy": "sweets", "cookies": "sweets",
    "cupcakes": "sweets", "donuts": "sweets", "brownies": "sweets", "fish tacos": "tacos",
    "hamburgers": "fast food", "chicken nuggets": "fast food", "spinach": "vegetables", "kale": "vegetables",
    "broccoli": "vegetables", "carrots": "vegetables", "bananas": "fruit", "strawberries": "fruit",
    "mangoes": "fruit", "steak": "meat", "bacon": "meat", "ribs": "meat", "brisket": "meat",
    "lobster": "seafood", "shrimp": "seafood", "crab legs": "seafood", "scallops": "seafood",
}
CUISINE_OF = {k.strip(): v for k, v in CUISINE_OF.items() if v}
FOOD_KINDS = words("sweets, vegetables, fruit, meat, seafood")

DRINKS = {
    "alcohol": words("""beer, red wine, white wine, whiskey, vodka, tequila, rum, champagne, margaritas, martinis, cider,
        craft beer, gin and tonics, bourbon, mimosas, sangria, sake, mojitos, bloody marys"""),
    "soft": words("""coffee, tea, green tea, orange juice, lemonade, milk, hot chocolate, coca cola, root beer, ginger ale,
        mountain dew, iced tea, smoothies, energy drinks, apple juice, espresso, lattes, cappuccinos, kombucha,
        sparkling water, sweet tea, chai, dr pepper, coconut water, almond milk, pepsi, herbal tea"""),
}

# kind of pet -> breeds
PETS: dict[str, tuple[str, ...]] = {
    "dog": words("""beagle, poodle, german shepherd, golden retriever, labrador, chihuahua, bulldog, pug, corgi, husky,
        dachshund, rottweiler, great dane, border collie, pitbull, boxer, shih tzu, yorkie, dalmatian, greyhound,
        pomeranian, doberman, saint bernard, puppy, cocker spaniel, basset hound, australian shepherd, terrier"""),
    "cat": words("""siamese cat, persian cat, maine coon, kitten, tabby cat, calico cat, sphynx cat, ragdoll cat,
        bengal cat, kitty, black cat"""),
    "bird": words("parrot, parakeet, canary, cockatoo, cockatiel, macaw, lovebird, finch"),
    "reptile": words("iguana, gecko, ball python, bearded dragon, chameleon, corn snake"),
    "horse": words("stallion, mare, mustang horse, quarter horse, clydesdale"),
    "fish": words("goldfish, betta fish, koi fish, angelfish"),
}
OTHER_PETS = words("""hamster, guinea pig, rabbit, ferret, turtle, tortoise, snake, lizard, gerbil, hedgehog, tarantula,
    frog, goat, pig, pony, duck, chicken, rat, chinchilla, hermit crab, donkey, llama, sugar glider, salamander""")
WILD_ANIMALS = words("""lions, tigers, elephants, giraffes, pandas, penguins, dolphins, sharks, whales, wolves, foxes, owls,
    eagles, koalas, kangaroos, otters, sloths, monkeys, gorillas, zebras, hippos, cheetahs, polar bears, seals,
    butterflies, hummingbirds, deer, bats, octopuses, jellyfish, raccoons, squirrels, crocodiles, flamingos, camels,
    alpacas, swans, bees, spiders, snakes, lizards, leopards, moose, peacocks, meerkats, lemurs, walruses""")
PET_NAMES = words("""max, bella, charlie, luna, lucy, cooper, bailey, daisy, sadie, molly, buddy, rocky, jake, duke, bear,
    tucker, oliver, lola, coco, pepper, ginger, oreo, shadow, smokey, tiger, whiskers, mittens, simba, nala, peanut,
    biscuit, cookie, princess, rex, zeus, apollo, athena, milo, jasper, ziggy, pickles, waffles, mocha, maple, ruby""")
PEOPLE_NAMES = words("""john, james, robert, michael, david, william, richard, joseph, thomas, daniel, matthew, anthony, mark,
    steven, paul, andrew, joshua, kevin, brian, george, timothy, jason, ryan, jacob, gary, eric, adam, nathan, kyle,
    mary, patricia, jennifer, linda, elizabeth, barbara, susan, jessica, sarah, karen, lisa, nancy, ashley, emily,
    michelle, amanda, melissa, stephanie, rebecca, laura, megan, rachel, hannah, olivia, emma, sophia, abigail,
    maria, carmen, priya, ahmed, wei, yuki, carlos, diego, fatima, ingrid, lars, chloe, zoe, jasmine, tyler, brandon""")

TEAM_SPORTS = words("""soccer, basketball, football, baseball, volleyball, hockey, tennis, golf, rugby, lacrosse, softball,
    cricket, badminton, table tennis, water polo, field hockey, handball, racquetball, squash, ultimate frisbee, bowling,
    dodgeball, kickball, polo, roller derby, pickleball, netball, paintball, disc golf, darts, pool, croquet""")
SOLO_SPORTS = words("""swimming, boxing, wrestling, gymnastics, skiing, snowboarding, surfing, skateboarding, karate, judo,
    fencing, archery, rowing, cycling, track and field, figure skating, ice skating, martial arts, kickboxing, yoga,
    weightlifting, cheerleading, diving, motocross, horseback riding, rock climbing, sailing, kayaking, taekwondo,
    triathlons, marathon running, cross country running, pilates, crossfit, water skiing, wakeboarding, rodeo,
    nascar, bodybuilding, parkour, bmx, curling, jiu jitsu""")
TEAMS = words("""the yankees, the red sox, the dodgers, the cubs, the giants, the cowboys, the patriots, the packers,
    the steelers, the bears, the lakers, the celtics, the bulls, the warriors, the knicks, the eagles, the broncos,
    the braves, the mets, the seahawks, the dolphins, the saints, the raiders, the cardinals, the phillies,
    the maple leafs, the bruins, the blackhawks, the penguins, manchester united, real madrid, barcelona, arsenal""")

# infinitives; the gerund is made by rule
HOBBIES: dict[str, tuple[str, ...]] = {
    "outdoor": words("""hike, camp, fish, garden, go for long walks, go bird watching, go backpacking, ride horses, go canoeing,
        go rock climbing, stargaze, hunt, plant flowers, go mountain biking, take nature walks, grow vegetables,
        pick berries, ride my bike, walk my dog, go geocaching, go kayaking, go trail running, sit by a campfire,
        collect seashells, go metal detecting, fly kites, have picnics, go on road trips, go horseback riding,
        watch sunsets, go to the park, mow the lawn, pick mushrooms, go boating, go snorkeling, go scuba diving,
        go skydiving, build birdhouses, rake leaves, ride dirt bikes, go off roading, chop wood"""),
    "exercise": words("""run, jog, swim, lift weights, work out, do yoga, do pilates, take spin classes, do crossfit, kickbox,
        run marathons, go to the gym, dance, take ballet classes, do zumba, stretch, jump rope, roller skate,
        ice skate, surf, ski, snowboard, skateboard, play basketball, play soccer, play tennis, play golf, bowl,
        play volleyball, play baseball, practice karate, shoot hoops, salsa dance, do martial arts, lift at the gym"""),
    "craft": words("""knit, crochet, sew, quilt, paint, draw, sculpt, make pottery, make jewelry, scrapbook, do woodworking,
        carve wood, embroider, make candles, make soap, fold origami, do calligraphy, build furniture, build model trains,
        build model airplanes, refinish furniture, weave baskets, tie dye shirts, do cross stitch, sketch, blow glass,
        restore old furniture, make greeting cards, do leather work, make my own clothes, paint landscapes, color"""),
    "kitchen": words("""cook, bake, bake bread, barbecue, make homemade pasta, decorate cakes, brew beer, can vegetables,
        try new recipes, grill, make jam, bake cookies, cook for my family, make wine, host dinner parties"""),
    "music": words("""sing, play the guitar, play the piano, write songs, go to concerts, listen to music, sing karaoke, play in a band,
        collect vinyl records, make beats, dj at parties, sing in a choir, listen to podcasts, rap, play the drums,
        listen to audiobooks"""),
    "reading": words("""read, write, write poetry, read comic books, write short stories, keep a journal, read the newspaper,
        blog, read mysteries, go to book club, read fantasy novels, write fan fiction, read poetry"""),
    "games": words("""play video games, play chess, play board games, play poker, do crossword puzzles, do jigsaw puzzles, play bingo,
        play dungeons and dragons, solve sudoku, play cards, play trivia, gamble, play checkers, play darts, play pool,
        play scrabble, play mahjong, play pinball, do escape rooms, play laser tag, play paintball, play minecraft"""),
    "screen": words("""watch movies, watch tv, binge watch shows, watch anime, go to the movies, watch documentaries, watch football,
        watch cartoons, watch cooking shows, watch reality tv, watch baseball, watch sports, watch youtube videos, make videos"""),
    "collect": words("""collect stamps, collect coins, collect comic books, collect antiques, collect baseball cards, collect shoes,
        collect action figures, collect dolls, collect rocks, collect postcards, collect hats, collect teapots, collect mugs,
        collect guns, collect art, collect snow globes, collect watches, collect books"""),
    "social": words("""travel, shop, volunteer, hang out with friends, party, go dancing, go to museums, people watch, go to the beach,
        visit family, go out to eat, go clubbing, tell jokes, chat online, go thrift shopping, go to garage sales,
        go to festivals, entertain guests, babysit, mentor kids, go to amusement parks, try new restaurants,
        go antiquing, go to art galleries, go to the theater, spend time with my kids, attend church, debate politics,
        volunteer at an animal shelter, volunteer at a soup kitchen"""),
    "mind": words("""meditate, take photos, study history, learn languages, do magic tricks, act, do stand up comedy, program computers,
        fix cars, work on old cars, build computers, fly drones, trade stocks, research genealogy, cosplay, do makeup,
        clean, sleep in, take naps, do nails, daydream, ride motorcycles, drive fast cars, ride roller coasters,
        tinker with electronics, rebuild engines, race cars, sunbathe, take bubble baths, window shop, do puzzles,
        train dogs, ride trains, model, practice archery, go on cruises"""),
}

MUSIC_GENRES = words("""rock, country, jazz, hip hop, rap, classical, pop, heavy metal, punk rock, blues, reggae, folk, techno, opera,
    bluegrass, indie rock, r and b, soul, disco, gospel, k pop, electronic, salsa, ska, alternative rock, motown, swing,
    classic rock, edm, funk, grunge, christian rock, dubstep, show tunes, latin, house, ambient, emo, flamenco, oldies""")
ARTISTS = words("""the beatles, the rolling stones, led zeppelin, pink floyd, queen, david bowie, elvis presley, michael jackson, madonna,
    prince, bruce springsteen, bob dylan, johnny cash, dolly parton, willie nelson, garth brooks, taylor swift, beyonce,
    rihanna, adele, ed sheeran, justin bieber, katy perry, lady gaga, drake, kanye west, jay z, eminem, kendrick lamar, snoop dogg,
    tupac, nicki minaj, bruno mars, coldplay, radiohead, nirvana, pearl jam, metallica, ac dc, guns n roses, iron maiden, u2,
    green day, foo fighters, blink 182, linkin park, red hot chili peppers, the killers, imagine dragons, maroon 5, muse,
    fleetwood mac, the eagles, billy joel, elton john, stevie wonder, aretha franklin, whitney houston, mariah carey, celine dion,
    frank sinatra, louis armstrong, miles davis, ella fitzgerald, bob marley, jimi hendrix, janis joplin, the doors, the who, the clash,
    the ramones, kiss, black sabbath, rush, tool, ariana grande, selena gomez, britney spears, shakira, blake shelton,
    carrie underwood, kenny chesney, tim mcgraw, billie eilish, lana del rey, florence and the machine, mumford and sons, mozart,
    beethoven, bach, chopin, abba, the bee gees, journey, bon jovi, aerosmith, depeche mode, the cure, the smiths, daft punk, bjork,
    panic at the disco, paramore, my chemical romance, twenty one pilots, one direction, lizzo, post malone, dave matthews band""")
MOVIE_GENRES = words("""horror, comedy, action, science fiction, romantic comedy, thriller, western, documentary, superhero, animated,
    war, foreign, kung fu, disney, crime, fantasy, spy, zombie, musical, drama, black and white, christmas, slasher, marvel, mystery""")
MOVIES = words("""star wars, the godfather, titanic, jaws, the matrix, pulp fiction, forrest gump, jurassic park, the lion king, frozen,
    toy story, finding nemo, the wizard of oz, gone with the wind, casablanca, rocky, die hard, the terminator, alien, avatar, inception,
    the dark knight, fight club, the notebook, dirty dancing, grease, ghostbusters, back to the future, indiana jones, the avengers,
    the princess bride, the shining, psycho, the exorcist, goodfellas, scarface, braveheart, gladiator, saving private ryan,
    schindler's list, the breakfast club, home alone, elf, shrek, up, moana, beauty and the beast, aladdin, mulan, la la land,
    the sound of music, blade runner, the big lebowski, clueless, mean girls, bridesmaids, the hangover, anchorman, napoleon dynamite,
    top gun, black panther, iron man, wonder woman, deadpool, the hunger games, twilight""")
SHOWS = words("""friends, seinfeld, the office, game of thrones, breaking bad, the walking dead, stranger things, the simpsons,
    south park, family guy, the big bang theory, parks and recreation, grey's anatomy, law and order, ncis, doctor who, sherlock,
    downton abbey, the bachelor, survivor, american idol, the voice, jeopardy, wheel of fortune, saturday night live, lost,
    supernatural, star trek, the x files, buffy the vampire slayer, gilmore girls, gossip girl, the sopranos, mad men, the wire,
    house of cards, orange is the new black, black mirror, rick and morty, spongebob, scooby doo, bob's burgers, modern family,
    this is us, project runway, top chef, the great british bake off, cheers, mash, frasier, full house, golden girls""")
BOOKS = words("""harry potter, the lord of the rings, pride and prejudice, the great gatsby, moby dick, the hobbit, little women,
    to kill a mockingbird, the catcher in the rye, wuthering heights, jane eyre, great expectations, war and peace, the odyssey,
    don quixote, frankenstein, dracula, brave new world, the alchemist, dune, ender's game, the da vinci code, gone girl,
    charlotte's web, alice in wonderland, anne of green gables, the handmaid's tale, the kite runner, the outsiders, catch 22,
    the giver, the color purple, life of pi, the chronicles of narnia""")
AUTHORS = words("""stephen king, jane austen, ernest hemingway, mark twain, charles dickens, agatha christie, j k rowling, william shakespeare,
    edgar allan poe, george orwell, j r r tolkien, john grisham, dan brown, james patterson, nora roberts, toni morrison,
    virginia woolf, leo tolstoy, isaac asimov, ray bradbury, kurt vonnegut, neil gaiman, margaret atwood, danielle steel,
    haruki murakami, maya angelou, dr seuss, f scott fitzgerald, john steinbeck, h p lovecraft, terry pratchett""")
BOOK_GENRES = words("""mystery, romance, science fiction, fantasy, history, biography, self help, horror, true crime, poetry,
    philosophy, comic, cook, thriller, young adult, travel, nonfiction, graphic""")

COLORS = words("""red, blue, green, yellow, purple, pink, orange, black, white, brown, gray, turquoise, teal, silver, gold, lavender,
    maroon, navy blue, magenta, violet, burgundy, beige, lime green, coral, indigo, mint green, peach, crimson""")
SEASONS = words("spring, summer, fall, winter")
HOLIDAYS = words("""christmas, halloween, thanksgiving, easter, valentine's day, new year's eve, the fourth of july, hanukkah,
    st patrick's day, mardi gras, passover, mother's day, memorial day, labor day, diwali, ramadan, cinco de mayo""")
WEATHER = words("""rain, snow, hot weather, cold weather, thunderstorms, sunshine, windy days, fog, humid weather, rainy days, sunny days""")

STATES: dict[str, tuple[str, ...]] = {
    "texas": words("austin, houston, dallas, san antonio, el paso, fort worth"),
    "california": words("los angeles, san francisco, san diego, sacramento, oakland, fresno, long beach, san jose"),
    "florida": words("miami, orlando, tampa, jacksonville, tallahassee, key west"),
    "new york": words("new york city, buffalo, brooklyn, albany, rochester, manhattan, syracuse, queens"),
    "ohio": words("cleveland, cincinnati, columbus, toledo, akron, dayton"),
    "illinois": words("chicago, peoria, rockford"), "michigan": words("detroit, grand rapids, ann arbor, lansing"),
    "pennsylvania": words("philadelphia, pittsburgh, scranton, erie"), "georgia": words("atlanta, savannah, macon"),
    "washington": words("seattle, spokane, tacoma"), "oregon": words("portland oregon, eugene, salem"),
    "colorado": words("denver, boulder, colorado springs, aspen"), "arizona": words("phoenix, tucson, scottsdale, flagstaff"),
    "nevada": words("las vegas, reno, carson city"), "utah": words("salt lake city, provo, park city"),
    "massachusetts": words("boston, worcester, salem massachusetts"), "tennessee": words("nashville, memphis, knoxville, chattanooga"),
    "louisiana": words("new orleans, baton rouge, shreveport"), "missouri": words("st louis, kansas city, branson"),
    "minnesota": words("minneapolis, st paul, duluth"), "wisconsin": words("milwaukee, madison, green bay"),
    "north carolina": words("charlotte, raleigh, asheville, durham"), "south carolina": words("charleston, myrtle beach, greenville"),
    "virginia": words("richmond, norfolk, virginia beach"), "maryland": words("baltimore, annapolis"),
    "indiana": words("indianapolis, fort wayne, south bend"), "kentucky": words("louisville, lexington"),
    "alabama": words("birmingham alabama, mobile, montgomery, huntsville"), "oklahoma": words("tulsa, oklahoma city"),
    "kansas": words("wichita, topeka"), "iowa": words("des moines, cedar rapids"), "nebraska": words("omaha, lincoln"),
    "new mexico": words("albuquerque, santa fe, roswell"), "hawaii": words("honolulu, maui"), "alaska": words("anchorage, juneau, fairbanks"),
    "idaho": words("boise"), "montana": words("missoula, bozeman"), "wyoming": words("cheyenne, jackson hole"),
    "north dakota": words("fargo, bismarck"), "south dakota": words("sioux falls, rapid city"), "arkansas": words("little rock, hot springs"),
    "mississippi": words("biloxi, tupelo"), "maine": words("bangor, bar harbor"), "vermont": words("burlington"),
    "new hampshire": words("concord, nashua"), "connecticut": words("hartford, new haven"), "new jersey": words("newark, jersey city, hoboken"),
    "rhode island": words("providence"), "delaware": words("wilmington"), "west virginia": words("morgantown"),
}
COUNTRIES: dict[str, tuple[str, ...]] = {
    "canada": words("toronto, vancouver, montreal, calgary, ottawa"), "england": words("london, manchester, liverpool, leeds, oxford"),
    "france": words("paris, lyon, marseille, nice"), "germany": words("berlin, munich, hamburg, cologne"),
    "italy": words("rome, milan, venice, florence, naples"), "spain": words("madrid, seville, valencia"),
    "mexico": words("mexico city, cancun, guadalajara, tijuana"), "japan": words("tokyo, osaka, kyoto"),
    "china": words("beijing, shanghai, shenzhen"), "india": words("mumbai, delhi, bangalore, kolkata"),
    "australia": words("sydney, melbourne, perth, brisbane"), "brazil": words("rio de janeiro, sao paulo"),
    "ireland": words("dublin, cork, galway"), "scotland": words("edinburgh, glasgow"), "russia": words("moscow, st petersburg"),
    "south korea": words("seoul, busan"), "the netherlands": words("amsterdam, rotterdam"), "sweden": words("stockholm"),
    "norway": words("oslo, bergen"), "denmark": words("copenhagen"), "greece": words("athens"), "egypt": words("cairo"),
    "nigeria": words("lagos"), "kenya": words("nairobi"), "south africa": words("cape town, johannesburg"),
    "argentina": words("buenos aires"), "colombia": words("bogota, medellin"), "peru": words("lima"), "thailand": words("bangkok"),
    "vietnam": words("hanoi"), "the philippines": words("manila"), "turkey": words("istanbul"), "poland": words("warsaw, krakow"),
    "portugal": words("lisbon, porto"), "austria": words("vienna"), "switzerland": words("zurich, geneva"), "israel": words("tel aviv"),
    "new zealand": words("auckland, wellington"), "belgium": words("brussels"), "cuba": words("havana"), "jamaica": words("kingston"),
    "ukraine": words("kiev"), "hungary": words("budapest"), "finland": words("helsinki"), "pakistan": words("karachi"),
    "iran": words("tehran"), "morocco": words("casablanca city, marrakesh"), "ethiopia": words("addis ababa"), "chile": words("santiago"),
    "puerto rico": words("san juan"), "iceland": words("reykjavik"), "indonesia": words("jakarta"), "haiti": (), "ghana": words("accra"),
}
LANGUAGES = words("""spanish, french, german, italian, mandarin, japanese, korean, russian, arabic, portuguese, hindi, sign language, dutch,
    swedish, greek, polish, turkish, vietnamese, thai, hebrew, latin, swahili, tagalog, gaelic, norwegian, finnish, farsi, urdu,
    danish, cantonese, hungarian, ukrainian, bengali, czech""")
NATIONALITIES = words("""american, canadian, mexican, italian, german, french, irish, scottish, japanese, chinese, indian, brazilian, russian,
    korean, swedish, norwegian, greek, polish, nigerian, australian, cuban, vietnamese, filipino, dutch, turkish, british,
    portuguese, colombian, jamaican, egyptian, ukrainian, peruvian, danish, finnish, kenyan, israeli""")

CAR_MAKES = words("""honda, ford, toyota, chevy, bmw, mercedes, jeep, nissan, subaru, volkswagen, tesla, audi, lexus, hyundai, kia, mazda, dodge,
    porsche, ferrari, volvo, buick, cadillac, jaguar, lamborghini, saab, acura, chrysler, mini cooper, honda civic, ford mustang,
    toyota prius, toyota camry, honda accord, jeep wrangler, chevy corvette, ford focus, dodge charger, vw beetle, subaru outback,
    nissan altima, chevy camaro, ford explorer, hyundai sonata""")
VEHICLES = words("""motorcycle, pickup truck, minivan, convertible, bicycle, scooter, van, suv, rv, boat, tractor, sports car, sailboat,
    jet ski, moped, dirt bike, camper, station wagon, hybrid car, electric car, canoe, kayak, snowmobile, four wheeler, limousine""")

SUBJECTS_STUDIED = words("""biology, chemistry, physics, history, english, math, computer science, economics, psychology, nursing, art history,
    engineering, philosophy, political science, accounting, sociology, music theory, education, business, law, journalism, marketing,
    anthropology, architecture, theater, geology, linguistics, graphic design, criminal justice, finance, geography, medicine, astronomy,
    social work, film, fashion design, statistics, environmental science, veterinary medicine, religious studies, culinary arts""")
SCHOOLS = words("""harvard, yale, stanford, princeton, ucla, nyu, mit, ohio state, penn state, duke, notre dame, columbia, cornell, brown, oxford,
    cambridge, texas tech, michigan state, florida state, georgetown, boston college, purdue, rutgers, howard, baylor, berkeley,
    northwestern, vanderbilt, the university of chicago, arizona state, juilliard, syracuse university, lsu, byu, usc, temple""")

INSTRUMENTS = words("""guitar, piano, drums, violin, cello, flute, trumpet, saxophone, clarinet, bass guitar, ukulele, harmonica, banjo, harp, trombone,
    accordion, mandolin, oboe, tuba, keyboard, bagpipes, french horn, viola, electric guitar, organ, double bass, xylophone,
    tambourine, bongos, fiddle, bassoon, sitar""")
ALLERGENS = words("""peanuts, shellfish, gluten, pollen, cats, dogs, bee stings, latex, milk, dairy, eggs, soy, strawberries, dust, penicillin, mold,
    wheat, tree nuts, fish, grass, chocolate, perfume""")
DISEASES = words("""diabetes, asthma, cancer, epilepsy, arthritis, anxiety, depression, ocd, adhd, insomnia, high blood pressure, migraines,
    a heart condition, celiac disease, crohn's disease, lupus, multiple sclerosis, anemia, autism, dyslexia, ptsd, sleep apnea,
    fibromyalgia, bipolar disorder, back problems, hearing loss, vertigo, eczema, scoliosis, tinnitus, a bad knee""")
PHOBIAS = words("""spiders, heights, the dark, snakes, clowns, flying, needles, dogs, sharks, public speaking, water, ghosts, germs, dying,
    thunder, crowds, mice, elevators, small spaces, bees, the dentist, birds, being alone, bugs, fire, ladders""")

POSSESSIONS = words("""swimming pool, big house, motorcycle, smartphone, laptop, treadmill, garden, tattoo, nose ring, record player, vegetable garden, hot tub,
    gun, telescope, drone, piano, sewing machine, farm, cabin, beach house, vacation home, food truck, youtube channel, blog,
    3d printer, bookshelf full of books, home gym, credit card, tree house, fireplace, gaming computer, camera, typewriter,
    trampoline, wine cellar, coin collection, stamp collection, passport, microwave, grill, hammock, greenhouse, big backyard,
    driver's license, library card, gym membership, netflix account, playstation, xbox, tv, cell phone, walk in closet,
    leather jacket, violin, snake tattoo, comic book collection, shoe collection, antique clock, robot vacuum, twin bed,
    waterbed, personal assistant, maid, therapist, trust fund, scar on my face, girlfriend, boyfriend, twin brother,
    stepmother, roommate, godson, pen pal, famous cousin""")

PLACES = words("""the beach, the gym, the park, the library, the mall, museums, the movies, concerts, the zoo, church, the mountains, the lake, disneyland,
    bars, night clubs, coffee shops, the farmers market, art galleries, casinos, theme parks, the aquarium, bookstores, thrift stores,
    the woods, music festivals, the theater, baseball games, garage sales, the opera, the spa, the desert, flea markets, the arcade,
    comic book stores, national parks, the pool, ski resorts, water parks, car shows, antique shops, botanical gardens""")

ABILITIES = words("""swim, cook, drive, dance, sing, whistle, juggle, ski, ride a bike, play chess, do a backflip, speak spanish, draw, paint, knit, sew, run fast,
    do magic tricks, fly a plane, surf, play the piano, play the guitar, read music, do a handstand, ice skate, type fast, code,
    fix cars, bake bread, skateboard, ride a horse, do the splits, touch my toes, speak french, solve a rubik's cube, do math in my head,
    change a tire, play poker, wiggle my ears, roll my tongue, drive a stick shift, do sign language, snowboard, write with both hands,
    hold my breath for two minutes, bench press 200 pounds, do a cartwheel, parallel park, speak german, sail a boat, milk a cow,
    hula hoop, beatbox, whittle, shoot a bow, do yo yo tricks, read tarot cards, recite the alphabet backwards""")

GOALS = words("""travel the world, write a book, buy a house, learn to play the guitar, get married, have kids, lose weight, visit japan, visit paris,
    start my own business, run a marathon, learn spanish, go to college, move to california, become famous, get a dog, get a tattoo,
    go skydiving, see the northern lights, retire early, open a restaurant, open a bakery, adopt a child, go back to school,
    climb mount everest, learn to swim, buy a boat, get a new car, live on a farm, go to law school, go to medical school,
    own a horse, swim with dolphins, move to new york, sail around the world, visit africa, meet my favorite band, be on tv,
    record an album, quit my job, become a millionaire, build my own house, get in shape, quit smoking, find love, learn to cook,
    visit every state, go to space, win the lottery, work from home, be a better person, see the pyramids, learn karate,
    drive across the country, become a vegetarian, save the planet, have grandchildren, direct a movie, go on a cruise""")

GENERAL_LIKES = words("""cars, shoes, flowers, roses, roller coasters, the ocean, nature, the outdoors, history, politics, science, math, technology, fashion, makeup, art,
    poetry, puzzles, board games, video games, antiques, tattoos, jewelry, perfume, candles, trains, airplanes, motorcycles, guns, magic,
    astronomy, space, dinosaurs, robots, anime, comic books, superheroes, vampires, zombies, horoscopes, memes, social media, selfies,
    big parties, crowds, surprises, small talk, kids, babies, mornings, mondays, sunsets, long drives, loud noises, getting up early,
    doing laundry, cleaning the house, traffic, airports, road trips, old cars, sports, musicals, fireworks, gossip, reality tv,
    my job, homework, school, exercise, star gazing, soap operas, cartoons, lego, unicorns, mermaids, crystals, tea parties, golf carts""")

CLUBS = words("""a book club, the chess club, the army, the navy, a church choir, a bowling league, a rock band, a gym, a sorority, a fraternity, the marching band,
    the debate team, the swim team, the football team, the school orchestra, a motorcycle club, a gardening club, the girl scouts,
    the boy scouts, a labor union, the drama club, a running club, a dance troupe, the soccer team, greenpeace, a knitting circle,
    the rotary club, a theater group, a hiking group, an improv group""")

COUNTED = words("""cars, tattoos, guitars, jobs, best friends, bedrooms, televisions, bicycles, motorcycles, houses, computers, cousins, grandchildren,
    nieces, nephews, roommates, piercings, acres of land, pairs of shoes, college degrees, uncles, aunts, godchildren, horses in my barn""")
HAIR = words("brown, blonde, black, red, gray, white, blue, pink, purple, green, auburn, strawberry blonde, silver")
EYES = words("blue, brown, green, hazel, gray, amber, violet")
FAMILY_SUBJECTS = words("""my mom, my mother, my dad, my father, my sister, my brother, my wife, my husband, my son, my daughter, my best friend,
    my grandmother, my grandpa, my girlfriend, my boyfriend, my uncle, my aunt, my cousin, my neighbor, my roommate, my boss""")

GREETINGS = words("""hi\nhello\nhey\nhi there\nhey there\nhello there\nhi, how are you?\nhey, how's it going?\ngood morning!\ngood evening!\nhello, how are you today?
hi! nice to meet you\nhowdy\nhey! what's up?\ni'm doing well, thanks!\ni'm good, thanks for asking\nnot bad, just relaxing\ndoing great today!
hello! how was your day?""".replace(", ", "\x00"))
GREETINGS = tuple(g.replace("\x00", ", ") for g in GREETINGS)
REACTIONS = tuple(r.strip() for r in """that's awesome! / oh cool. / nice! / wow! / that's great! / oh wow, that's neat. / haha. / lol. / interesting. / very cool! / i see.
 / that sounds fun. / sounds good. / oh nice. / yeah. / yes. / well, / oh really? / cool! / that's so sweet. / sorry to hear that. / good for you! / ok. / awesome. / me too!
 / that's funny. / oh, i get it. / neat! / aw, that's nice. / no way! / i bet! / true. / that must be hard. / gotcha. / hmm, / honestly, / actually, / so / um,
 / to be honest, / you know, / i hear you. / that's interesting! / oh my goodness!""".replace("\n", " ").split("/"))
REACTIONS = tuple(r for r in REACTIONS if r and r != "me too!")
TAILS = tuple(t.strip() for t in """what about you? / how about you? / you? / and you? / what do you do for fun? / do you have any hobbies? / where are you from? / what do you do for work?
 / any plans for the weekend? / what are you up to? / tell me about yourself. / what's your favorite color? / do you have any pets? / do you have any kids? / lol / haha / :) / so yeah.
 / what's new with you? / what do you like to eat? / are you married? / what kind of music do you like? / do you work? / how old are you? / do you like to travel? / do you watch much tv?
 / it's great. / you know? / what do you think?""".replace("\n", " ").split("/"))
CHATTER = tuple(c.strip() for c in """hi, how are you doing today? / i'm doing great, thanks for asking. / what are you up to tonight? / it's so nice to meet you! / wow, that's really interesting.
 / i'm just relaxing at the moment. / that sounds like a lot of fun! / how was your weekend? / not much going on here, you? / that's too bad, hope it gets better. / oh, i'm sorry to hear that.
 / the weather is lovely today. / it's raining here right now. / i just finished dinner. / i'm pretty tired today. / good luck with that! / sure, i'd love to hear more. / that's hilarious, haha.
 / what have you been doing lately? / i can't believe it's already monday. / have a great night! / nice chatting with you. / i totally understand what you mean. / that's a good question.
 / i just woke up a little while ago. / tell me something about yourself. / what do you do in your spare time? / are you having a good day? / i'm a bit bored today. / i should get going soon.
 / i had a long day. / do you have any plans tonight? / oh, i've never thought about that. / you sound like a nice person. / that's a great way to look at it. / i'm just sitting on the couch.
 / well, i hope you have a good time. / can you tell me more? / hm, i'm not sure i follow. / congratulations, that's wonderful news! / i was just about to take a shower. / what's the weather like there?
 / i need to run some errands later. / it's been a crazy week. / i just got back from the store. / i hope your day gets better. / that would be a dream! / wow, how long have you done that?
 / i bet that keeps you busy. / what made you choose that? / my phone is about to die. / so what's your story? / i'm waiting for my laundry to finish. / that's pretty impressive.""".replace("\n", " ").split("/"))

"""datasketch over the first lines of a file: python peer.py FILE COUNT. Prints what it cost, as JSON.

The same definition as ours: lower-cased words, 128 permutations, 16 bands of 8 rows, exact Jaccard >= .9, fewer than four
words only when equal, differing numerals never. Only the filtering is timed; lines are read in blocks in between.
"""

import json
import re
import resource
import sys
import time
import unicodedata

from datasketch import MinHash, MinHashLSH

BLOCK = 10_000
WORD = re.compile(r"[^\W_]+(?:'[^\W_]*)*|'[^\W_]+")
DIGIT = re.compile(r"[0-9]")


def words(text):
    return set(WORD.findall(unicodedata.normalize("NFKC", text).lower()))


def is_near(one, other):
    if any(DIGIT.search(word) for word in one ^ other):
        return False
    union = len(one | other)
    least = 1 if min(len(one), len(other)) < 4 else 0.9
    return union == 0 or len(one & other) / union >= least


def main():
    path, count = sys.argv[1], int(sys.argv[2])
    lsh = MinHashLSH(num_perm=128, params=(16, 8))
    sets = []
    seen, seconds, cpu_seconds, block = 0, 0.0, 0.0, []
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with open(path, encoding="utf8") as file:
        for line in file:
            block.append(line.rstrip("\n"))
            seen += 1
            if len(block) < BLOCK and seen < count:
                continue
            start, spent = time.perf_counter(), time.process_time()
            found = [words(text) for text in block]
            encoded = ([word.encode() for word in tokens] for tokens in found)
            for tokens, signature in zip(found, MinHash.generator(encoded, num_perm=128)):
                if any(is_near(tokens, sets[key]) for key in lsh.query(signature)):
                    continue
                lsh.insert(len(sets), signature, check_duplication=False)
                sets.append(tokens)
            seconds += time.perf_counter() - start
            cpu_seconds += time.process_time() - spent
            block = []
            if seen == count:
                break
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak = (after - before) * 1024 / 1e6
    print(json.dumps({"seconds": seconds, "cpuSeconds": cpu_seconds, "kept": len(sets), "peakMb": peak}))


main()

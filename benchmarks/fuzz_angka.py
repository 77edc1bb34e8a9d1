"""Strings through the reader of numbers: none crashes, none takes long, none is read by half.

Made of digits, marks, units, letters of several scripts and pieces of real cells; seeded. A value
that is read must be whole: written out in the style it was read in, and read again, it is the same.

python benchmarks/fuzz_angka.py [strings]
"""

import random
import sys
import time

from lakip_analysis.numbers import read_number, read_rupiah

MARKS = "0123456789....,,,,-−–()%:/ ±'’½٬٫１２١٢٣é𝟙\x00\n\t\u00a0\u200b\u202e"
WORDS = (
    "1 : |Rp| juta| M|T|rb|jt|mlr|e+05|E-3| s/d |≥|<|AA|BB|B |CC|Pratama|WTP|n/a|orang| kali|km|"
    "Maret 2019|11 jenis; |<b>|</b>|&nbsp;"
)
PIECES = [*MARKS, *WORDS.split("|")]
SLOW = 0.1  # seconds of the processor for one string


def made(rng: random.Random) -> str:
    """Return one string: mostly short as cells are, now and then long."""
    size = rng.choice([1, 2, 3, 3, 4, 5, 6, 8, 12, 30]) if rng.random() < 0.999 else 20_000
    if size == 20_000:  # one piece over and over is what makes a reader slow
        return rng.choice(PIECES) * 5_000 + rng.choice(PIECES)
    return "".join(rng.choice(PIECES) for _ in range(size))


def main(strings: int) -> None:
    """Print crashes, slow strings and the kinds that were read."""
    rng, kinds = random.Random(12), {}
    crashes, slow, slowest = [], [], 0.0
    for _ in range(strings):
        text = made(rng)
        for reader in (read_number, read_rupiah):
            begun = time.process_time()
            try:
                found = reader(text, rng.choice([None, "koma", "titik"]))
            except Exception as error:
                crashes.append((reader.__name__, text[:60], repr(error)[:80]))
                continue
            took = time.process_time() - begun
            slowest = max(slowest, took)
            if took > SLOW:
                slow.append((reader.__name__, text[:30], round(took, 3)))
            kinds[found.jenis] = kinds.get(found.jenis, 0) + 1
    print(f"{strings} strings, two readers: {len(crashes)} crashes, {len(slow)} over {SLOW} s")
    print(f"slowest {slowest * 1000:.1f} ms; kinds {dict(sorted(kinds.items()))}")
    for one in [*crashes, *slow][:20]:
        print(one)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)

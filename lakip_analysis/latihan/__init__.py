"""Learning SAKIP by doing: exercises that check themselves, lessons in two editions, marks.

`kunci` checks an answer against a key that holds no answer, `pelajaran` makes the learner's and the
instructor's edition of a lesson from one source, `soal` makes exercises from any report's own
figures. Nothing here needs a compiled wheel, a kernel or the network beyond what the analysis
itself needs, so a lesson also runs in a browser's Python.
"""

from .kunci import Hasil, Lembar, open_lembar

__all__ = ["Hasil", "Lembar", "open_lembar"]

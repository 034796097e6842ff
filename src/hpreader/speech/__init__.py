"""Articles as Vietnamese text that a speech synthesiser reads aloud as a person would.

numerals.py            integers in words
quantities.py          numbers, units, money, ranges and fractions in words
times.py               dates and times of day in words
acronyms.py            abbreviations, Roman numerals and letters one by one; abbreviations.toml has the list
prose.py               all of these for one text
article_speech.py      which parts of an article are spoken

All numbers are put into words, also those that espeak-ng reads itself (1.51, `espeak-ng -v vi -x`): it reads
15 as "mười năm", 1000000 as "một triệu không trăm không trăm", 5-7 as "năm bảy", 30/11/2026 as three numbers
and a telephone number as one, UBND as an English word, km/h as three letters and 35°C without "độ". piper's
Vietnamese voices take their phonemes from it.
"""

from hpreader.speech.article_speech import article_speech
from hpreader.speech.prose import spoken

__all__ = ["article_speech", "spoken"]

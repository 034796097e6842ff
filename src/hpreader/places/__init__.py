"""The wards and communes of Hải Phòng: what they are called, and where a text speaks of them.

Where the data come from: the TSV of the law (`haiphong.tsv`) -> `gazetteer()`; texts of articles, when the store keeps
them -> `find_places` and `find_kinds` -> labels of the cache. Where they go: `place:` in searches, the followed places among
the sections, and the notices, whose days `notice_days.py` reads when they are listed.

    gazetteer.py    the units, former units and districts, by any of their names
    mentions.py     the places that a text names, and why each was recognised
    notices.py      power, water, roads, storms, school: which kind of notice a text is
    notice_days.py  the days that a notice is for

Pure: no file but the package's own is read, and nothing is kept.
"""

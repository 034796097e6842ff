"""Which articles report the same event: pure functions over texts, without a model or a service.

Data comes from the store (title, summary, body, addresses of other news of each article) and goes, as
`Features` and as links with their evidence, back to it (tables `story_*`), where lists and views read the
clusters that `clusters` makes of the links.

    features.py     an article's text as what can be compared: title, names, numbers, shingles
    similarity.py   two articles: are they copies, do they report one event, and by which evidence
    clusters.py     links between articles as stories, with the splits of the user
    additions.py    what each report says that the earlier ones do not
"""

from hpreader.stories.additions import additions
from hpreader.stories.clusters import Link, clusters
from hpreader.stories.features import (
    Features,
    Report,
    features_of,
    index_keys,
    pack,
    unpack,
    written_values,
)
from hpreader.stories.similarity import COMMON, MOST_DAYS, STORY, WEAK, Rarity, Similarity, compare

__all__ = [
    "COMMON",
    "MOST_DAYS",
    "STORY",
    "WEAK",
    "Features",
    "Link",
    "Rarity",
    "Report",
    "Similarity",
    "additions",
    "clusters",
    "compare",
    "features_of",
    "index_keys",
    "pack",
    "unpack",
    "written_values",
]

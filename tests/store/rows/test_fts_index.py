from hpreader.text import fold, tone_key


def test_a_change_of_the_indexed_words_needs_a_new_cache_version():
    """A changed form needs a new CACHE_VERSION: FTS5 deletes only the words it is given."""
    assert tone_key("Hòa Thúy ĐƯỜNG quý của ß") == "hoà thuý đường quý của ß"
    assert fold("Hòa Thúy ĐƯỜNG quý của ß") == "hoa thuy duong quy cua ß"

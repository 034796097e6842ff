from hpreader.text import fold, tone_key


def test_a_change_of_the_indexed_words_needs_a_new_cache_version():
    """Whoever changes it raises CACHE_VERSION: an index forgets only the words it was given."""
    assert tone_key("Hòa Thúy ĐƯỜNG quý của ß") == "hoà thuý đường quý của ß"
    assert fold("Hòa Thúy ĐƯỜNG quý của ß") == "hoa thuy duong quy cua ß"

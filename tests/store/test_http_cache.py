from hpreader.model import Validators
from tests.support.storeroom import NOW, SITE


def test_validators_are_kept_until_a_response_has_none(store):
    assert store.http_cache.get(SITE) is None
    store.http_cache.put(SITE, Validators('"a"', "Sat, 07 Mar 2026 01:00:00 GMT"), NOW)
    assert store.http_cache.get(SITE) == Validators('"a"', "Sat, 07 Mar 2026 01:00:00 GMT")
    store.http_cache.put(SITE, Validators(), NOW)
    assert store.http_cache.get(SITE) is None

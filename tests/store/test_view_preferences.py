import pytest


def test_preferences_are_stored_by_name_and_survive_a_deleted_cache(room, store):
    assert store.view_preferences.get_all() == {}
    store.view_preferences.put("order", "source")
    store.view_preferences.put("density", "compact")
    store.view_preferences.put("order", "time")
    room.lose_cache()
    assert room.open().view_preferences.get_all() == {"order": "time", "density": "compact"}


@pytest.mark.parametrize("value", ["{", "[]", "5", '{"order": 5}'])
def test_invalid_preferences_count_as_absent(store, value):
    store.view_preferences.put("order", "time")
    store.database.execute("UPDATE userdata.fact SET value = ? WHERE key = 'looks'", (value,))
    assert store.view_preferences.get_all() == {}

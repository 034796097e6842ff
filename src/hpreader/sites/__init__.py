"""Built-in data about sites: the catalogue of sources and the page profiles."""

from hpreader.sites.catalogue import catalogue, catalogued
from hpreader.sites.profiles import overlay, profile_for, profiles

__all__ = ["catalogue", "catalogued", "overlay", "profile_for", "profiles"]

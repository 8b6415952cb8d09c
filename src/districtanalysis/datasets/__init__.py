"""The towns that travel with the package, and a made city to learn and test on."""

from __future__ import annotations

from districtanalysis.datasets.shipped import DEFAULT_TOWN, raw_folder, town, towns

TYPE_CHECKING = False

if TYPE_CHECKING:
    from districtanalysis.datasets.made_city import ExampleCity, example_city

__all__ = ["DEFAULT_TOWN", "ExampleCity", "example_city", "raw_folder", "town", "towns"]


def __getattr__(name: str) -> object:
    # the made city needs pandas and geopandas; finding a shipped town does not
    if name not in {"ExampleCity", "example_city"}:
        raise AttributeError(f"module 'districtanalysis.datasets' has no attribute {name!r}")
    from districtanalysis.datasets import made_city

    return getattr(made_city, name)

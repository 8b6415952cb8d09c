"""The towns that travel with the package."""

from __future__ import annotations

from districtanalysis.datasets.shipped import DEFAULT_TOWN, raw_folder, town, towns

__all__ = ["DEFAULT_TOWN", "raw_folder", "town", "towns"]

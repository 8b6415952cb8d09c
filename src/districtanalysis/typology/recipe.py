"""What a result is made with: settings and versions."""

from __future__ import annotations

from importlib.metadata import version

from districtanalysis.typology.options import TypesOptions


def recipe(options: TypesOptions) -> dict[str, object]:
    """Return the settings and the versions of the software, as they are kept with the result."""
    settings = options.model_dump(mode="json", exclude_defaults=True)
    return {"method": options.method, "seed": options.seed, "options": settings, "versions": versions()}


def versions() -> dict[str, str]:
    """Return the versions that a result depends on."""
    return {name: version(name) for name in ("numpy", "pandas")} | {"districtanalysis": _own_version()}


def _own_version() -> str:
    import districtanalysis

    return str(getattr(districtanalysis, "__version__", ""))

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from districtanalysis.datasets import DEFAULT_TOWN, raw_folder, shipped, town, towns
from districtanalysis.errors import StudyError

BUILD_EDITABLE = "import sys; from hatchling.build import build_editable; build_editable(sys.argv[1])"
# -S leaves out the site-packages of this environment, so that only the folder under test is found.
WHERE = "import site, sys; site.addsitedir(sys.argv[1]); from districtanalysis.datasets import town; print(town())"


def run(*arguments: str | Path, folder: Path) -> str:
    command = [sys.executable, *map(str, arguments)]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", check=False, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def unpacked(wheel: Path, into: Path) -> Path:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(into)
    return into


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def wheel(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    dist = tmp_path_factory.mktemp("wheel")
    run("-m", "hatchling", "build", "-t", "wheel", "-d", dist, folder=project)
    return next(dist.glob("*.whl"))


def test_the_checkout_has_them_under_data_raw(project: Path) -> None:
    assert raw_folder() == project / "data" / "raw"
    assert town() == project / "data" / "raw" / "heidenheim" / "study.toml"


def test_every_shipped_town_has_a_study() -> None:
    assert DEFAULT_TOWN in towns()
    assert {"heidenheim", "kaiserslautern"} <= set(towns())
    assert all(town(name).is_file() for name in towns())


def test_an_unknown_town_names_the_nearest_known_one() -> None:
    with pytest.raises(StudyError, match="Gemeint ist vielleicht „heidenheim“"):
        town("heidenhiem")


def test_an_incomplete_installation_says_where_it_looked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "_PLACES", (tmp_path / "one", tmp_path / "two"))
    with pytest.raises(StudyError, match="unvollständig") as caught:
        raw_folder()
    assert str(tmp_path / "two") in str(caught.value)


def test_the_wheel_carries_them_byte_for_byte(wheel: Path, project: Path, tmp_path: Path) -> None:
    site = unpacked(wheel, tmp_path / "site")
    assert contents(site / "districtanalysis" / "datasets" / "raw") == contents(project / "data" / "raw")
    assert Path(run("-S", "-c", WHERE, site, folder=tmp_path)) == (
        site / "districtanalysis" / "datasets" / "raw" / "heidenheim" / "study.toml"
    )


def test_the_wheel_carries_texts_layouts_recipes_and_types(wheel: Path, project: Path, tmp_path: Path) -> None:
    site = unpacked(wheel, tmp_path / "site")
    package = project / "src" / "districtanalysis"
    data = {p.relative_to(package).as_posix() for p in package.rglob("*") if p.suffix in {".toml", ".typed"}}
    assert data <= set(contents(site / "districtanalysis"))


def test_an_editable_installation_points_to_the_checkout(project: Path, tmp_path: Path) -> None:
    run("-c", BUILD_EDITABLE, tmp_path, folder=project)
    site = unpacked(next(tmp_path.glob("*.whl")), tmp_path / "site")
    found = run("-S", "-c", WHERE, site, folder=tmp_path)
    assert Path(found) == project / "data" / "raw" / "heidenheim" / "study.toml"


def test_the_source_archive_carries_them(project: Path, tmp_path: Path) -> None:
    run("-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path, folder=project)
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    raw = project / "data" / "raw"
    assert {f"data/raw/{name}" for name in contents(raw)} <= names
    assert "requirements/base.txt" in names


@pytest.mark.slow
def test_the_wheel_ranks_the_shipped_town_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    site = unpacked(wheel, tmp_path / "site")
    start = "import sys; sys.path.insert(0, sys.argv.pop(1)); import districtanalysis as da; print(da.__file__); "
    start += "from districtanalysis.cli.main import main; sys.exit(main(['rank', '-f', 'csv']))"
    printed = run("-c", start, site, folder=tmp_path)
    first, rest = printed.split("\n", 1)
    assert Path(first).is_relative_to(site)
    assert "Oststadt" in rest

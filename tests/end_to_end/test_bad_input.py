"""Whatever is wrong with the input: one clear message in German, the right exit code, and nothing else."""

from __future__ import annotations

import csv
import io
import os
import re
import struct
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

MIN_MAX = '\n[ranking]\nnormalisation = "min_max"\n'
FREE = 0xFFFFFFFF


def assert_refused(outcome: tuple[int, str, str], code: int, *expected: str) -> None:
    """One message that names all that is expected, nothing on stdout, no traceback."""
    found, out, err = outcome
    assert found == code, err
    assert out == ""
    assert err.startswith("Fehler: ")
    assert err.count("Fehler:") == 1
    assert "Traceback" not in err
    assert "Unerwarteter Fehler" not in err
    for part in expected:
        assert part in err, err


# --- files


def test_the_town_itself_is_ranked(town) -> None:
    # Altdorf 10 per 1000 of 40 and 1 day-care centre per 1000: 1/4 x 25 + 3/4 x 100
    code, out, err = town.run("rank", "-f", "csv")
    assert code == 0, err
    rows = list(csv.DictReader(io.StringIO(out), delimiter=";"))
    fits = {row["district"]: float(row["fit"].replace(",", ".")) for row in rows}
    assert fits == pytest.approx(
        {"Altdorf": 81.25, "Bergheim": (30 / 40 * 100 + 3 * 50) / 4, "Talhof": (10 / 40 * 100 + 3 * 25) / 4}
    )


def test_an_empty_file(town) -> None:
    town.counts = ""
    assert_refused(town.run("rank"), 1, "zahlen.csv ist leer")


def test_a_file_with_nothing_but_headings(town) -> None:
    town.counts = town.counts.splitlines()[0] + "\n"
    assert_refused(town.run("rank"), 1, "zahlen.csv hat nur eine Zeile")


def test_a_wrong_suffix(town) -> None:
    town.study = town.study.replace("zahlen.csv", "zahlen.pdf")
    town.prepare.append(lambda folder: (folder / "zahlen.csv").rename(folder / "zahlen.pdf"))
    assert_refused(town.run("rank"), 1, "zahlen.pdf", "„.pdf“ werden nicht gelesen", ".xlsx")


def test_a_workbook_with_the_suffix_of_a_text(town) -> None:
    town.prepare.append(lambda folder: workbook(folder / "zahlen.csv", town.counts))
    assert_refused(town.run("rank"), 1, "zahlen.csv ist eine Excel-Arbeitsmappe")


def test_a_file_that_is_not_there(town) -> None:
    town.study = town.study.replace("zahlen.csv", "zahln.csv")
    assert_refused(town.run("rank"), 1, "„zahln.csv“ nicht gefunden", "zahlen.csv")


def test_a_folder_in_place_of_a_file(town) -> None:
    town.study = town.study.replace('file = "zahlen.csv"', 'file = "."')
    assert_refused(town.run("rank"), 1, "ist ein Ordner")


def test_a_workbook_with_a_password(town) -> None:
    town.study = town.study.replace("zahlen.csv", "zahlen.xlsx")
    town.prepare.append(lambda folder: (folder / "zahlen.xlsx").write_bytes(encrypted()))
    assert_refused(town.run("rank"), 1, "zahlen.xlsx ist mit einem Kennwort geschützt")


def test_a_missing_sheet(town) -> None:
    town.study = town.study.replace('file = "zahlen.csv"', 'file = "zahlen.xlsx"\nsheet = "Zahlen"')
    town.prepare.append(lambda folder: workbook(folder / "zahlen.xlsx", town.counts))
    assert_refused(town.run("rank"), 1, "zahlen.xlsx", "„Zahlen“ gibt es nicht", "Vorhanden: Daten")


def workbook(path: Path, text: str) -> None:
    """The same table as a sheet, numbers as numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Daten"
    for row in csv.reader(io.StringIO(text), delimiter=";"):
        sheet.append([float(cell.replace(",", ".")) if re.fullmatch(r"[\d,]+", cell) else cell for cell in row])
    book.save(path)


def encrypted() -> bytes:
    """The compound file that Excel writes around a workbook with a password; the package itself is left out."""
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<10I", 0, 1, 1, 0, 0x1000, FREE - 1, 0, FREE - 1, 0, 0) + b"\xff" * (4 * 108)
    table = struct.pack("<2I", FREE - 2, FREE - 1) + b"\xff" * (512 - 8)
    return header + table + entry("Root Entry", 5, 1) + entry("EncryptedPackage", 2) + entry("EncryptionInfo", 2) * 2


def entry(name: str, kind: int, child: int = FREE) -> bytes:
    """One entry of the directory of a compound file: 128 bytes."""
    text = name.encode("utf-16-le") + b"\0\0"
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    return head + struct.pack("<3I", FREE, FREE, child) + bytes(36) + struct.pack("<IQ", FREE - 1, 0)


# --- tables


def test_a_missing_column_of_a_recognised_table(town) -> None:
    town.counts = town.counts.replace("Geflüchtete", "Hunde")
    assert_refused(
        town.run("rank"), 1, "In keiner Tabelle stehen Zahlen zu: „Geflüchtete in Betreuung“", "Einrichtungen"
    )


def test_a_missing_column_of_a_described_table(town) -> None:
    town.places = town.places.replace("Art;", "Farbe;")
    assert_refused(town.run("rank"), 1, "orte.csv: keine Spalte für „art / kind“", "„Farbe“")


def test_a_table_without_districts(town) -> None:
    town.counts = town.counts.replace("Stadtteil", "Farbe")
    assert_refused(town.run("rank"), 1, "zahlen.csv: Die Tabelle ließ sich nicht erkennen", "„Farbe“", "layout")


def test_text_where_a_number_belongs(town) -> None:
    town.counts = town.counts.replace("2000", "viele")
    assert_refused(town.run("rank"), 3, "zahlen.csv, B3: „viele“", "keine Zahl")


def test_negative_counts(town) -> None:
    town.counts = town.counts.replace(";60", ";-60")
    assert_refused(town.run("rank"), 3, "zahlen.csv, E3", "nie kleiner als 0")


def test_more_foreigners_than_residents(town) -> None:
    town.counts = town.counts.replace("2000;400;20,0", "2000;4000;.")
    assert_refused(town.run("rank"), 3, "zahlen.csv, C3", "höchstens so groß wie das Ganze")


def test_a_district_that_stands_twice(town) -> None:
    town.counts += "Altdorf;1000;100;10,0;10\n"
    assert_refused(town.run("rank"), 3, "zahlen.csv, A5: „Altdorf“ steht ein zweites Mal")


def test_a_district_in_one_table_only(town) -> None:
    town.places = town.places.replace("Talhof", "Neuhof")
    assert_refused(town.run("rank"), 3, "„Neuhof“ kommt hier nicht vor, wohl aber in orte.csv")


def test_a_share_over_100(town) -> None:
    town.counts = town.counts.replace("20,0", "120,0")
    assert_refused(town.run("rank"), 3, "zahlen.csv, D3", "zwischen 0 und 100")


def test_check_lists_the_errors_and_says_so(town) -> None:
    town.counts = town.counts.replace("2000", "viele")
    code, out, err = town.run("check")
    assert code == 3
    assert "„viele“" in out
    assert err == ""


# --- the study


def test_an_unknown_key_names_the_nearest_known_one(town) -> None:
    town.study = town.study.replace("goalposts = [0, 40]", "goalpost = [0, 40]")
    known = "„criteria.population.indicator[1].goalpost“ ist unbekannt. Gemeint ist vielleicht „goalposts“."
    assert_refused(town.run("rank"), 1, "study.toml", known)


def test_every_fault_of_a_study_at_once(town) -> None:
    town.study = town.study.replace("purpose", "purpos").replace("weight = 3", "weight = 0")
    assert_refused(town.run("rank"), 1, "„study.purpos“ ist unbekannt", "criteria.infrastructure.weight: Gewicht 0")


@pytest.mark.parametrize("weight", ["0", "-1", "nan", "inf"])
def test_a_weight_of_a_criterion_that_is_not_positive(town, weight: str) -> None:
    town.study = town.study.replace("weight = 3", f"weight = {weight}")
    assert_refused(town.run("rank"), 1, "criteria.infrastructure.weight", "größer als 0")


def test_a_negative_weight_of_an_indicator(town) -> None:
    town.study = town.study.replace("goalposts = [0, 1]", "goalposts = [0, 1]\nweight = -1")
    assert_refused(town.run("rank"), 1, "criteria.infrastructure.indicator[1].weight", "0 (nur Kontext) oder größer")


def test_a_criterion_without_weight(town) -> None:
    town.study = town.study.replace("goalposts = [0, 1]", "goalposts = [0, 1]\nweight = 0")
    assert_refused(town.run("rank"), 1, "Kriterium „Orte“: Kein Indikator hat ein Gewicht über 0")


@pytest.mark.parametrize("weights", ["population=0", "population=-2"])
def test_a_weight_on_the_command_line_that_is_not_positive(town, weights: str) -> None:
    assert_refused(town.run("rank", "--weights", weights), 2, "--weights", "größer als 0")


def test_an_unknown_criterion_on_the_command_line(town) -> None:
    assert_refused(town.run("rank", "--weights", "populatoin=1"), 1, "„populatoin“", "population und infrastructure")


def test_an_unknown_indicator(town) -> None:
    town.study = town.study.replace("daycare_per_1000", "daycare_pro_1000")
    assert_refused(town.run("rank"), 1, "„daycare_pro_1000“", "Gemeint ist vielleicht „daycare_per_1000“")


def test_an_unknown_reading(town) -> None:
    assert_refused(town.run("rank", "--preset", "luecke"), 1, "Lesart „luecke“", "luecken")


def test_an_indicator_that_is_the_same_everywhere(town) -> None:
    town.study += MIN_MAX
    town.counts = town.counts.replace(";60", ";20")  # 10 of 1000, 20 of 2000, 40 of 4000
    assert_refused(town.run("rank"), 1, "„Geflüchtete in Betreuung je 1 000 Einw.“ hat überall denselben Wert")


def test_a_single_district(town) -> None:
    town.counts, town.places = ("".join(text.splitlines(keepends=True)[:2]) for text in (town.counts, town.places))
    assert_refused(town.run("rank"), 1, "Nur ein Stadtteil (Altdorf)", "mindestens zwei")


def test_a_single_candidate(town) -> None:
    town.study = town.study.replace("city =", 'candidates = ["Altdorf"]\ncity =')
    assert_refused(town.run("rank"), 1, "Nur ein Stadtteil (Altdorf)")


def test_a_candidate_that_stands_twice(town) -> None:
    town.study = town.study.replace("city =", 'candidates = ["Altdorf", "Talhof", "Altdorf"]\ncity =')
    assert_refused(town.run("rank"), 1, "„Altdorf“ steht zweimal")


def test_a_candidate_that_is_nowhere(town) -> None:
    town.study = town.study.replace("city =", 'candidates = ["Altdorf", "Nirgends"]\ncity =')
    assert_refused(town.run("rank"), 1, "„Nirgends“", "Altdorf, Bergheim und Talhof")


def test_no_value_at_all(town) -> None:
    town.counts = "Stadtteil;Einwohner;Geflüchtete\nAltdorf;.;.\nBergheim;.;.\nTalhof;.;.\n"
    town.places = town.places.replace(";1;", ";.;")
    assert_refused(town.run("rank"), 1, "Alle Werte fehlen")


def test_one_value_that_is_missing(town) -> None:
    town.counts = town.counts.replace(";60", ";.")
    expected = "Bergheim: Geflüchtete in Betreuung je 1 000 Einw."
    assert_refused(town.run("rank"), 1, "Werte fehlen", expected, "leave_out_district")


def test_too_few_districts_with_all_values(town) -> None:
    town.study = town.study.replace("[ranking.presets", '[ranking]\nmissing = "leave_out_district"\n\n[ranking.presets')
    town.counts = town.counts.replace(";60", ";.").replace(";10\n", ";.\n")
    assert_refused(town.run("rank"), 1, "Stadtteile mit allen Werten: 1", "mindestens zwei")


def test_a_study_of_a_newer_schema(town) -> None:
    town.study = town.study.replace("schema_version = 1", "schema_version = 99")
    assert_refused(town.run("rank"), 1, "schema_version 99 ist neuer als diese Software")


def test_text_that_is_no_toml(town) -> None:
    town.study = town.study.replace('city = "Musterstadt"', "city = Musterstadt")
    assert_refused(town.run("rank"), 1, "study.toml, Zeile 6: kein gültiges TOML")


def test_a_study_in_another_encoding(town) -> None:
    town.prepare.append(lambda folder: (folder / "study.toml").write_text("title = 'Straße'", encoding="cp1252"))
    assert_refused(town.run("rank"), 1, "study.toml ist keine Textdatei in UTF-8")


def test_a_study_that_is_not_there(town, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    from districtanalysis.cli.main import main

    code = main(["rank", str(tmp_path / "nirgends.toml")])
    written = capsys.readouterr()
    assert_refused((code, written.out, written.err), 1, "Studie nicht gefunden", "nirgends.toml")


# --- output


def test_an_existing_output_is_refused_without_force(town, tmp_path: Path) -> None:
    target = tmp_path / "rang.csv"
    target.write_text("alt", encoding="utf-8")
    assert_refused(town.run("rank", "-o", str(target)), 1, "rang.csv gibt es schon", "--force")
    assert target.read_text(encoding="utf-8") == "alt"
    assert town.run("rank", "-o", str(target), "--force")[0] == 0
    assert "Altdorf" in target.read_text(encoding="utf-8-sig")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to(town, tmp_path: Path) -> None:
    closed = tmp_path / "zu"
    closed.mkdir(mode=0o500)
    assert_refused(town.run("rank", "-o", str(closed / "rang.csv")), 1, "keine Berechtigung")


def test_no_permission_to_write(town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.replace", refuse)  # the last step of writing, which a locked file fails
    assert_refused(town.run("rank", "-o", str(tmp_path / "rang.xlsx")), 1, "rang.xlsx", "keine Berechtigung")
    assert not list(tmp_path.glob("rang*"))


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "html", "md", "json", "txt"])
def test_nothing_is_written_where_something_is_wrong(town, tmp_path: Path, suffix: str) -> None:
    town.counts = town.counts.replace("2000", "viele")
    assert_refused(town.run("rank", "-o", str(tmp_path / f"rang.{suffix}")), 3)
    assert [path.name for path in tmp_path.iterdir()] == ["stadt"]


def test_verbose_shows_where_it_happened(town) -> None:
    town.counts = ""
    code, out, err = town.run("rank", "--verbose")
    assert (code, out) == (1, "")
    assert "Traceback" in err
    assert "zahlen.csv ist leer" in err


def test_english_messages_on_request(town) -> None:
    town.counts = ""
    code, out, err = town.run("rank", "--lang", "en")
    assert (code, out) == (1, "")
    assert err.startswith("Error: ")
    assert not set("äöüÄÖÜß") & set(err)


def test_the_installed_program_says_the_same(town) -> None:
    town.study = town.study.replace("schema_version = 1", "schema_version = 99")
    command = [sys.executable, "-m", "districtanalysis", "rank", str(town.write())]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert_refused((done.returncode, done.stdout, done.stderr), 1, "schema_version 99")


@pytest.mark.parametrize("name", ["=1+1", "+49", "-Siedlung", "@Ort"])
def test_a_district_that_reads_like_a_formula_is_only_text(town, tmp_path: Path, name: str) -> None:
    town.counts, town.places = town.counts.replace("Altdorf", name), town.places.replace("Altdorf", name)
    code, out, err = town.run("rank", "-f", "csv")
    assert code == 0, err
    names = [row["district"] for row in csv.DictReader(io.StringIO(out), delimiter=";")]
    assert names == [f"'{name}", "Bergheim", "Talhof"]
    assert town.run("rank", "-o", str(tmp_path / "rang.xlsx"))[0] == 0
    cells = [cell for sheet in openpyxl.load_workbook(tmp_path / "rang.xlsx") for row in sheet for cell in row]
    assert any(cell.value == f"'{name}" for cell in cells)
    # the scores are formulas of the workbook itself; what came from the table never is
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" and name in str(cell.value)]

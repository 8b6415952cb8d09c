"""The page as a file: whole, closed against everything outside, the same every time; its words in Node."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import math
import re
import shutil
import subprocess
import tomllib
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from districtanalysis.datasets import town
from districtanalysis.language import number, using
from districtanalysis.pipeline.prepare import prepare
from districtanalysis.pipeline.rank import rank_prepared
from districtanalysis.report import style
from districtanalysis.report.csv_ import harmless
from districtanalysis.report.workshop_data import workshop_data
from districtanalysis.report.workshop_page import FOLDER, embedded, policy, script, stylesheet, workshop_page
from districtanalysis.sources.study_file import load_study

HERE = Path(__file__).parent
EVIL = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</SCRIPT><!--",
    "=cmd|' /C calc'!A0",
    "\u202eשלום\u2028",
]


@pytest.fixture(scope="module")
def shipped():
    prepared = prepare(town("heidenheim"))
    return rank_prepared(prepared), prepared.study, prepared.data.sources


@pytest.fixture(scope="module")
def page(shipped) -> str:
    return workshop_page(*shipped).decode()


@pytest.fixture(scope="module")
def node() -> str:
    found = shutil.which("node")
    if found is None:
        pytest.skip("no Node here: the tests in a browser run the same script")
    return found


class Elements(HTMLParser):
    """Collects elements with their attributes, and the text of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.inner: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] in {"script", "style"}:
            self.inner.append(data)


def test_nothing_is_loaded_from_anywhere(page):
    elements = Elements(page).found
    assert not [tag for tag, _ in elements if tag in {"link", "img", "iframe", "object", "base", "form"}]
    assert not [value for _, attributes in elements for name, value in attributes.items() if name in {"src", "style"}]
    assert [value for tag, attributes in elements if (value := attributes.get("href")) and tag == "a"] == ["#result"]
    outside = re.findall(r"(?:https?:)?//[a-z][\w.-]+\.[a-z]{2,}", page)
    assert set(outside) <= {"http://www.w3.org"}  # the name of a language, never fetched


def test_the_policy_allows_this_script_and_this_style_sheet_only(page):
    content = next(a["content"] for tag, a in Elements(page).found if a.get("http-equiv") == "Content-Security-Policy")
    parts = dict(part.strip().split(" ", 1) for part in str(content).split(";"))
    assert parts["default-src"] == "'none'"
    found = re.search(r"<style>(.*?)</style>.*<script>(.*?)</script>", page, re.DOTALL)
    assert found is not None
    for name, text in zip(("style-src", "script-src"), found.groups(), strict=True):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert parts[name] == f"'sha256-{digest}'"
    assert "unsafe" not in str(content)


def test_names_and_free_text_cannot_inject_anything(shipped):
    ranking, study, sources = shipped
    table = replace(ranking.table, names=pd.Series(EVIL[:3], index=ranking.table.names.index))
    head = study.study.model_copy(update={"title": EVIL[1], "city": EVIL[2]})
    plan = replace(ranking.plan, purpose=EVIL[0])
    page = workshop_page(
        replace(ranking, table=table, plan=plan), study.model_copy(update={"study": head}), sources
    ).decode()
    tags = [tag for tag, _ in Elements(page).found]
    assert tags.count("script") == 2
    assert "img" not in tags
    data = re.search(r'id="data">(.*?)</script>', page, re.DOTALL)
    assert data is not None
    assert sorted(json.loads(data.group(1))["names"]) == sorted(EVIL[:3])


def test_data_that_is_embedded_comes_back():
    assert json.loads(embedded({"names": EVIL})) == {"names": EVIL}
    assert not re.search("[<>&\u2028\u2029]", embedded({"names": EVIL}))


def test_the_same_input_gives_the_same_bytes(shipped):
    assert workshop_page(*shipped) == workshop_page(*shipped)


def test_the_page_begins_in_the_language_in_force(shipped):
    with using("en"):
        page = workshop_page(*shipped).decode()
    assert '<html lang="en">' in page
    assert "What shall count?" in page


def test_every_text_the_script_asks_for_is_there(page):
    code = "".join((FOLDER / name).read_text(encoding="utf-8") for name in ("parts.js", "page.js"))
    data = re.search(r'id="data">(.*?)</script>', page, re.DOTALL)
    assert data is not None
    texts = json.loads(data.group(1))["texts"]["de"]
    asked = set(re.findall(r'\bt\("([\w.]+)"', code)) | set(re.findall(r'data-t(?:-label)?="([\w.]+)"', page))
    assert asked
    assert asked <= texts.keys()


def test_every_text_is_used(page):
    code = "".join((FOLDER / name).read_text(encoding="utf-8") for name in ("page.js", "page.html.j2"))
    source = (FOLDER.parent / "workshop_data.py").read_text(encoding="utf-8")
    texts = json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL).group(1))["texts"]["de"]  # type: ignore[union-attr]
    families = {
        "head",
        "field",
        "spread",
        "drawn",
        "normalisation",
        "mean",
        "direction",
        "ties",
        "mark",
        "lock",
        "legend",
        "fault",
        "change",
    }
    single = {key for key in texts if key.partition(".")[0] not in families}
    unused = {key for key in single if not re.search(rf'["\'.]{key}["\' }}]', code + source)}
    assert not unused


def test_the_script_is_one_that_a_page_may_hold():
    assert "</script" not in script()
    assert not any(line.startswith("//") for line in script().splitlines())
    assert policy("a", "b") != policy("a", "c")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_colours_have_the_contrast_that_the_law_asks_for(dark):
    blocks = re.findall(r":root \{ (--.*?;) \}", stylesheet())
    colours = dict(re.findall(r"--(\w+): (#\w{6});", blocks[int(dark)]))
    for name in ("ink", "muted", "accent"):
        assert style.contrast(colours[name], colours["paper"]) >= 4.5, name
        assert style.contrast(colours[name], colours["faint"]) >= 4.5, name
    for name in ("line", *(f"g{i}" for i in range(1, 9))):
        assert style.contrast(colours[name], colours["paper"]) >= 3, name
    for i in range(1, 6):
        assert style.contrast(colours[f"k{i}"], colours[f"t{i}"]) >= 4.5, i


# ---- its words in Node -----------------------------------------------------------------------------------------------


def words(node: str, **cases: object) -> dict[str, object]:
    given = {"numbers": [], "states": [], "rows": [], "study": None, **cases}
    command = [node, str(HERE / "workshop_words.js"), str(FOLDER / "words.js"), json.dumps(given)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_numbers_read_as_the_library_writes_them(node):
    rng = np.random.default_rng(1)
    values = [0.0, -0.04, 81.25, 81.35, 2.5, 3.5, 0.15, 1338.0, -4336.5, 1234567.891, *rng.normal(0, 1000, 300)]
    cases = [(float(value), k % 4, ("de", "en")[k % 2]) for k, value in enumerate(values)]
    cases += [(float(value), 1, "de") for value in values]
    expected = []
    for value, decimals, language in cases:
        with using(language):
            expected.append(number(value, decimals))
    assert words(node, numbers=cases)["numbers"] == expected


def test_an_address_keeps_the_state_and_refuses_what_it_cannot_read(node):
    base = {
        "criteria": [1, 1], "indicators": [2, 0], "directions": ["more", "less"],
        "normalisation": "goalposts", "within": "arithmetic", "between": "arithmetic",
    }  # fmt: skip
    about = {
        "digest": "0a1b2c3d", "spread": 0.25, "spreads": [0.25, 0.5, "all"], "language": "de", "languages": ["de", "en"],
        "chosen": [], "count": 5, "locked": [False, True],
    }  # fmt: skip
    addresses = [
        "#v=1&s=0a1b2c3d&c=3_0.5&d=ll&n=z&b=g&u=all&x=4_2",
        "#v=1&s=ffffffff&i=1_9&c=a_b&d=xx&x=99_1_1_<script>",
        "#v=2&c=3_1",
        "#anything",
    ]
    found = words(node, states=[{"address": text, "base": base, "about": about} for text in addresses])
    first, second, third, fourth = found["states"]  # type: ignore[misc]
    assert first["state"] == {
        **base, "criteria": [3, 0.5], "directions": ["less", "less"], "normalisation": "z_score", "between": "geometric",
    }  # fmt: skip
    assert first["spread"] == "all"
    assert first["chosen"] == [4, 2]
    assert found["again"][0] == addresses[0][1:]  # type: ignore[index]
    # an indicator without a slider keeps its weight, whatever a link says
    assert second["state"] == {**base, "indicators": [1, 0]}
    assert second["other"]
    assert second["chosen"] == [1]
    assert third is None
    assert fourth is None


def test_a_table_for_spreadsheets_runs_nothing(node):
    rows = [["name", "fit"], *[[text, 81.25] for text in EVIL]]
    german, english = words(node, rows=rows)["csv"]  # type: ignore[misc]
    assert german.startswith("\ufeffname;fit\r\n")
    assert "81,25" in german
    assert "81.25" in english
    read = list(csv.reader(io.StringIO(english.removeprefix("\ufeff"), newline="")))
    assert [row[0] for row in read[1:]] == [harmless(text) for text in EVIL]


def test_the_study_it_writes_ranks_like_the_page(node, shipped, tmp_path):
    ranking, study, sources = shipped
    data = workshop_data(ranking, study, sources)
    state = {
        "criteria": [2, 0, 1.5],
        "indicators": [entry["weight"] for entry in data["indicators"]],
        "directions": ["less" if entry["criterion"] == 2 else "more" for entry in data["indicators"]],
        **{key: data["method"][key] for key in ("normalisation", "within", "between", "ties", "missing")},
    }
    text = words(node, study={"data": data, "state": state, "remarks": ["eins\nzwei"]})["toml"]
    assert isinstance(text, str)
    assert text.startswith("# eins zwei\n")
    content = tomllib.loads(text)
    assert list(content["criteria"]) == ["population", "sustainability"]  # what does not count is left out
    assert content["ranking"]["presets"]["luecken"]["reverse"] == ["sustainability"]
    shutil.copytree(town("heidenheim").parent, tmp_path / "stadt")
    (tmp_path / "stadt" / "study.toml").write_text(text, encoding="utf-8")
    prepared = prepare(tmp_path / "stadt" / "study.toml")
    fit = rank_prepared(prepared).frame["fit"]
    # field notes: 88.2 and 77.8 for Oststadt; sustainability turned round gives 22.2; 2 : 1.5
    assert fit["Oststadt"] == pytest.approx((2 * 88.215 + 1.5 * (100 - 77.778)) / 3.5, abs=0.01)
    assert load_study(tmp_path / "stadt").title == study.title


def test_a_word_of_the_map_becomes_a_path(node):
    # "?" is 0, "g" 40 - 32 = 8 with more to come, "E" 6 x 32 = 192: (8 + 192) / 2 = 100
    assert words(node)["path"] == "M0 0l100 0z"
    assert math.isclose((8 + 6 * 32) / 2, 100)

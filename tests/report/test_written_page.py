from __future__ import annotations

from pathlib import Path

from districtanalysis.domain.display import Paragraph
from districtanalysis.report.written_page import written_page


def test_files_remarks_and_the_next_command():
    page = written_page(
        "written.init", Path("neu"), ["study.toml"], next_step=Path("neu/study.toml"), remarks=["Prüfen."]
    )
    assert page.title == "Studie angelegt"
    assert page.tables[0].rows == (("study.toml",),)
    told = [block.text for block in page.blocks if isinstance(block, Paragraph)]
    assert told == ["Prüfen.", f"Weiter mit: districtanalysis rank {Path('neu/study.toml')}"]


def test_a_path_with_blanks_is_quoted():
    page = written_page("written.example", Path("a b"), [], next_step=Path("a b") / "study.toml")
    last = page.blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.text.endswith(f'"{Path("a b") / "study.toml"}"')

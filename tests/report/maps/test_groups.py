import pandas as pd

from districtanalysis.domain.pictured import StatusDynamics
from districtanalysis.domain.typology import TypeChange, TypeModel, Typology
from districtanalysis.methods.tile_grid import in_order
from districtanalysis.report.caption import caption_of
from districtanalysis.report.maps.groups import status_map, type_change, type_map

WHITE = (1.0, 1.0, 1.0, 1.0)


def typology(types, ids):
    frame = pd.DataFrame({"name": [f"Ort {key}" for key in ids], "type": pd.array(types, dtype="Int64")}, index=ids)
    entries = tuple({"number": n, "key": f"t{n}", "name": f"Name {n}", "size": 1} for n in (1, 2))
    return Typology(frame, pd.DataFrame(), pd.DataFrame(), pd.DataFrame(), TypeModel("rules", (), entries))


def test_the_type_map_numbers_its_shapes_and_hatches_what_was_not_typed(board, texts):
    ax = type_map(typology([1, 2, 2, None], list("abcd")), areas=board)
    said = texts(ax)
    assert {"Ort a\n1", "Ort b\n2", "Ort d"} <= set(said)
    assert {"1 Name 1 (1)", "2 Name 2 (2)", "nicht typisiert (1)"} <= {text.replace("\n", " ") for text in said}
    caption = caption_of(ax)
    assert caption.table.rows[3] == ("Ort d", None, "nicht typisiert")
    assert caption.title.startswith("Gebietstypen: 2; am häufigsten Typ 2")
    assert any("bewerten sie nicht" in note for note in caption.notes)


def test_many_shapes_get_patterns_in_place_of_numbers():
    ids = [str(i) for i in range(300)]
    ax = type_map(typology([1 + i % 2 for i in range(300)], ids), areas=in_order(ids))
    assert [part.get_hatch() for part in ax.collections if part.get_hatch()] == ["//"]


def test_the_status_map_shows_shade_pattern_and_attention(board, texts):
    frame = pd.DataFrame(
        {
            "name": list("ABCD"),
            "status": ["high", "low", "very_low", None],
            "dynamics": ["positive", "negative", "stable", None],
            "attention": [False, True, True, False],
        },
        index=list("abcd"),
    )
    ax = status_map(StatusDynamics(frame), areas=board)
    assert {"hoch (1)", "mittel (0)", "niedrig (1)", "sehr niedrig (1)", "Dynamik negativ (1)", "kein Wert (1)"} <= set(
        texts(ax)
    )
    bold = [part for part in ax.collections if part.get_linewidth()[0] == 2.2]
    assert sum(len(part.get_paths()) for part in bold) == 2
    caption = caption_of(ax)
    assert caption.title == "2 von 3 Stadtteilen mit niedrigem oder sehr niedrigem Status"
    assert caption.table.rows[3] == ("D", "kein Wert", "kein Wert")


def change(before, after, ids):
    types = {key: pd.array(values, dtype="Int64") for key, values in (("before", before), ("after", after))}
    frame = pd.DataFrame({"name": [f"Ort {key}" for key in ids], **types}, index=ids)
    return TypeChange(frame, {1: "Name 1", 2: "Name 2"}, ("2019-12-31", "2024-12-31"))


def test_the_map_of_changes_colours_what_moved_and_says_both_types(board, texts):
    ax = type_change(change([1, 1, 2, None], [1, 2, 2, 1], list("abcd")), areas=board)
    said = texts(ax)
    assert {"Ort a\n1", "Ort b\n1 → 2", "Ort c\n2", "Ort d"} <= set(said)
    legend = {text.replace("\n", " ") for text in said}
    assert {"Typ beibehalten (2)", "jetzt 2 Name 2 (1)", "nicht typisiert (1)"} <= legend
    caption = caption_of(ax)
    assert caption.title == "1 von 3 Stadtteilen mit anderem Typ"
    assert "31.12.2019 und 31.12.2024" in caption.subtitle
    assert caption.table.rows == (
        ("Ort a", 1, 1, "nein"),
        ("Ort b", 1, 2, "ja"),
        ("Ort c", 2, 2, "nein"),
        ("Ort d", None, 1, "nicht typisiert"),
    )
    coloured = [
        part for part in ax.collections if part.get_facecolor().size and tuple(part.get_facecolor()[0]) != WHITE
    ]
    assert sum(len(part.get_paths()) for part in coloured) == 1
    assert any("keine Wertung" in note for note in caption.notes)


def test_many_changes_get_the_pattern_of_the_new_type():
    ids = [str(i) for i in range(300)]
    ax = type_change(change([1] * 300, [1 + (i == 7) for i in range(300)], ids), areas=in_order(ids))
    assert [part.get_hatch() for part in ax.collections if part.get_hatch()] == ["//"]
    assert not any("→" in text.get_text() for text in ax.texts)


def test_a_shape_without_a_row_has_no_value_and_is_not_called_untyped(board, texts):
    said = {text.replace("\n", " ") for text in texts(type_map(typology([1, 2, None], list("abc")), areas=board))}
    assert {"nicht typisiert (1)", "kein Wert (1)"} <= said

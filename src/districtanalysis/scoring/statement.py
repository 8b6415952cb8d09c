"""One paragraph on how sure a ranking is, made by rules, with the numbers behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from districtanalysis.domain.ranking import Ranking
from districtanalysis.domain.robustness import Robustness
from districtanalysis.domain.sensitivity import Sensitivity, Threshold
from districtanalysis.language import join, number, say

INDISTINCT = (0.40, 0.60)
SAME_SHARE = 0.01
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Statement:
    """Sentences in the language in force, and the numbers they rest on."""

    sentences: tuple[str, ...]
    numbers: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentences as one paragraph."""
        return " ".join(self.sentences)


def statement(ranking: Ranking, sensitivity: Sensitivity, robustness: Robustness | None = None) -> Statement:
    """Return what a committee needs to know about ``ranking``.

    In this order: how often the first place holds, what takes it away, who can never have it, who
    can hardly be told apart, and what the presets say. Shares of weightings are exact where three
    criteria or fewer allow it, else counted among the draws.
    """
    names = {str(key): str(value) for key, value in ranking.frame["name"].items()}
    leaders = ranking.leaders
    sentences: list[str] = []
    if len(leaders) > 1:
        sentences.append(say("robustness.statement.tie", districts=join(names[key] for key in leaders)))
    else:
        sentences += _lead(ranking, sensitivity, robustness, names)
    sentences += _never_first(ranking, sensitivity, names)
    if robustness is not None:
        sentences += _indistinct(robustness, names)
    sentences += _readings(ranking, names)
    return Statement(tuple(part for part in sentences if part), _numbers(ranking, sensitivity, robustness))


def _lead(
    ranking: Ranking, sensitivity: Sensitivity, robustness: Robustness | None, names: Mapping[str, str]
) -> list[str]:
    """Say how often the first place holds over all weightings, and over all draws if more was drawn."""
    first = ranking.leaders[0]
    found = []
    share = _share_of_weightings(sensitivity, robustness, first)
    if share is not None:
        whole = share >= 1 - 1e-12
        head = say(
            f"robustness.statement.{'lead_all' if whole else 'lead'}", first=names[first], share=_of_hundred(share)
        )
        found.append(head if whole else head + _loss(sensitivity, names, ranking))
    if robustness is not None and (share is None or not _only_weights(robustness)):
        found.append(_lead_in_draws(robustness, names, first, share))
    return found


def _share_of_weightings(sensitivity: Sensitivity, robustness: Robustness | None, first: str) -> float | None:
    if sensitivity.first_share is not None:
        return float(sensitivity.first_share[first])
    if robustness is not None and _only_weights(robustness):
        return float(robustness.top(1)[first])
    return None


def _lead_in_draws(robustness: Robustness, names: Mapping[str, str], first: str, of_weightings: float | None) -> str:
    shares = robustness.top(1).sort_values(ascending=False, kind="stable")
    varied = {entry.key for entry in robustness.varied}
    if varied == {"criteria_weights", "noise"} and of_weightings is not None:
        # Three standard errors of the draws: less is the chance of drawing, not the small numbers.
        chance = 3 * float(np.sqrt(of_weightings * (1 - of_weightings) / robustness.draws))
        if abs(float(shares[first]) - of_weightings) < max(SAME_SHARE, chance):
            return say("robustness.statement.noise_same")
    best = str(shares.index[0])
    if shares.iloc[0] == 1 or len(shares) == 1:
        return say("robustness.statement.lead_alone", first=names[best], draws=number(robustness.draws))
    words = {
        "first": names[best],
        "share": _of_hundred(float(shares.iloc[0])),
        "second": names[str(shares.index[1])],
        "other": _of_hundred(float(shares.iloc[1])),
    }
    more = [entry.label for entry in robustness.varied if entry.key != "criteria_weights"]
    if varied <= {"criteria_weights", "noise"}:
        return say("robustness.statement.lead_most", **words)
    key = "lead_varied_too" if "criteria_weights" in varied else "lead_varied"
    return say(f"robustness.statement.{key}", varied=join(more), **words)


def _loss(sensitivity: Sensitivity, names: Mapping[str, str], ranking: Ranking) -> str:
    found = sorted(sensitivity.thresholds, key=lambda entry: abs(entry.share - entry.given))
    if len(found) == 1:
        key = "lose" if found[0].side == "below" else "lose_above"
        return say(f"robustness.statement.{key}", **_case_values(found[0], names, ranking))
    if found:
        alone = len({entry.rival for entry in found}) == 1
        ending = "to" if alone else "several"
        parts = [
            say(f"robustness.statement.case_{entry.side}_{ending}", **_case_values(entry, names, ranking))
            for entry in found
        ]
        cases = join(parts, "words.or")
        return say(f"robustness.statement.lose_{ending}", cases=cases, rival=names[found[0].rival])
    reachable = [entry for entry in sensitivity.lead if entry.shift is not None]
    if reachable and reachable[0].shift is not None:
        points = number(100 * reachable[0].shift, 0)
        return say("robustness.statement.joint", points=points, rival=names[reachable[0].below])
    return say("robustness.statement.never_lost")


def _case_values(entry: Threshold, names: Mapping[str, str], ranking: Ranking) -> dict[str, str]:
    return {
        "criterion": ranking.plan.criterion_label(entry.criterion),
        "threshold": number(100 * entry.share, 1),
        "rival": names[entry.rival],
    }


def _never_first(ranking: Ranking, sensitivity: Sensitivity, names: Mapping[str, str]) -> list[str]:
    """Name who no weighting puts first; with one name also why, where another is nowhere below."""
    never = list(sensitivity.never_first)
    if not never or len(ranking.leaders) > 1:
        return []
    if len(never) == 1:
        scores = ranking.frame[list(ranking.plan.criteria)]
        above = [
            str(key)
            for key in scores.index
            if key != never[0] and bool((scores.loc[key] >= scores.loc[never[0]]).all())
        ]
        if above:
            return [say("robustness.statement.dominated", district=names[never[0]], by=names[above[-1]])]
    if len(never) > _SHOWN:
        return []
    return [say("robustness.statement.dominated_several", districts=join(names[key] for key in never))]


def _indistinct(robustness: Robustness, names: Mapping[str, str]) -> list[str]:
    if robustness.before is None:
        return []
    keys = [str(key) for key in robustness.names.index]
    low, high = INDISTINCT
    pairs = []
    for i in range(len(keys) - 1):
        share = float(robustness.before[i, i + 1])
        if low <= share <= high:
            pairs.append(
                say(
                    "robustness.statement.pair",
                    a=names[keys[i]],
                    b=names[keys[i + 1]],
                    share=_of_hundred(share),
                    other=_of_hundred(1 - share),
                )
            )
    return [say("robustness.statement.indistinct", pairs=join(pairs[:_SHOWN]))] if pairs else []


def _readings(ranking: Ranking, names: Mapping[str, str]) -> list[str]:
    found = []
    for reading in ranking.readings:
        leaders = join(names.get(key, key) for key in reading.leaders)
        if set(reading.leaders) == set(ranking.leaders):
            # The study's own reading says nothing new.
            if not bool((reading.fit.reindex(ranking.frame.index) - ranking.frame["fit"]).abs().max() < 1e-9):
                found.append(say("robustness.statement.reading_same", reading=reading.label, leader=leaders))
        else:
            found.append(say("robustness.statement.reading_other", reading=reading.label, leader=leaders))
    return found


def _only_weights(robustness: Robustness) -> bool:
    return {entry.key for entry in robustness.varied} == {"criteria_weights"}


def _of_hundred(share: float) -> str:
    """Return a share as a whole number of hundred, 0 and 100 for the whole truth only."""
    rounded = round(100 * share)
    if rounded == 0 and share > 0:
        return number(100 * share, 1 if share >= 0.0005 else 2)
    if rounded == 100 and share < 1:
        return number(np.floor(1000 * share) / 10, 1)
    return number(rounded, 0)


def _numbers(ranking: Ranking, sensitivity: Sensitivity, robustness: Robustness | None) -> dict[str, object]:
    found: dict[str, object] = {
        "leaders": list(ranking.leaders),
        "thresholds": [
            {"criterion": e.criterion, "side": e.side, "share": e.share, "rival": e.rival}
            for e in sensitivity.thresholds
        ],
        "never_first": list(sensitivity.never_first),
    }
    if sensitivity.first_share is not None:
        found["first_share_exact"] = {str(key): float(value) for key, value in sensitivity.first_share.items()}
    if robustness is not None:
        found["first_share_drawn"] = {str(key): float(value) for key, value in robustness.top(1).items()}
    return found

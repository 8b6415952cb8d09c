"""Classes of an index are counted in their order, those without a district included."""

import pandas as pd

from districtanalysis.domain.monitored import MonitoredIndex


def test_counts_keep_the_order_of_the_classes():
    frame = pd.DataFrame({"score": [2.0, -1.0, 0.0], "rank": [1.0, 3.0, 2.0], "step": [2, 0, 2]}, index=list("abc"))
    index = MonitoredIndex("s", "Status", frame, ("hoch", "mittel", "niedrig"), frame, frame, {})
    assert index.counts() == [("hoch", 1), ("mittel", 0), ("niedrig", 2)]

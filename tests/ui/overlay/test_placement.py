from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF

from echoflow.ui.overlay.placement import FOOT, Place, anchor_within, parse_place, place_of, wanted_anchor

shares = st.floats(0, 1)
sizes = st.builds(QSizeF, st.floats(200, 600), st.floats(76, 320))
areas = st.builds(QRectF, st.floats(-4000, 4000), st.floats(-2000, 2000), st.floats(640, 3840), st.floats(400, 2160))
points = st.builds(QPointF, st.floats(-9000, 9000), st.floats(-9000, 9000))


def _card(anchor: QPointF, size: QSizeF) -> QRectF:
    return QRectF(QPointF(anchor.x() - size.width() / 2, anchor.y() - size.height()), size)


@given(points, sizes, areas)
def test_the_card_is_whole_wherever_it_is_dragged(wanted: QPointF, size: QSizeF, area: QRectF) -> None:
    assert area.contains(_card(anchor_within(wanted, size, area), size))


@given(shares, shares, sizes, areas)
def test_a_place_is_remembered_for_screens_of_any_size(across: float, down: float, size: QSizeF, area: QRectF) -> None:
    anchor = anchor_within(wanted_anchor(Place(across, down), area), size, area)
    remembered = parse_place(str(place_of(anchor, area)))
    again = anchor_within(wanted_anchor(remembered, area), size, area)

    assert abs(again.x() - anchor.x()) <= area.width() / 1000
    assert abs(again.y() - anchor.y()) <= area.height() / 1000


@given(areas, sizes)
def test_nobody_has_moved_it_so_it_stands_at_the_foot_in_the_middle(area: QRectF, size: QSizeF) -> None:
    anchor = anchor_within(wanted_anchor(None, area), size, area)

    assert anchor.y() == pytest.approx(area.bottom() - FOOT)
    assert anchor.x() == pytest.approx(area.center().x())


def test_it_grows_upwards_and_below_the_upper_edge_downwards() -> None:
    area = QRectF(0, 0, 1280, 800)
    pill, whole = QSizeF(300, 76), QSizeF(600, 300)
    middle, top = QPointF(640, 500), QPointF(640, 100)

    assert anchor_within(middle, pill, area) == anchor_within(middle, whole, area) == middle
    assert _card(anchor_within(top, pill, area), pill).bottom() == 100
    assert _card(anchor_within(top, whole, area), whole).top() == 12


def test_a_screen_too_small_shows_the_foot_of_the_card() -> None:
    area, size = QRectF(0, 0, 320, 200), QSizeF(600, 300)

    anchor = anchor_within(QPointF(0, 0), size, area)

    assert anchor == QPointF(160, 200 - FOOT)


@pytest.mark.parametrize("text", ["", "here", "0.5", "0.5 0.5 0.5", "0.5 1.5", "-0.1 0.5", "nan 0.5", "inf 0"])
def test_what_is_no_place_is_the_foot_of_the_screen(text: str) -> None:
    assert parse_place(text) is None


def test_places_are_written_as_the_settings_explain_them() -> None:
    assert parse_place("0.5 0.93") == Place(0.5, 0.93)
    assert str(Place(0.5, 0.93)) == "0.500 0.930"

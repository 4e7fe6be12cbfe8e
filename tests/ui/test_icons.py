from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from echoflow.paths import resources_folder
from echoflow.ui.icons import app_icon, tray_icon
from echoflow.ui.state import AppState
from support.contrast import contrast


def _difference(one: QImage, other: QImage) -> int:
    size = one.width()
    return sum(
        abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness()) > 40
        for x in range(size)
        for y in range(size)
    )


def test_every_state_has_a_drawing() -> None:
    for state in AppState:
        assert (resources_folder() / "icons" / f"state-{state.value}.svg").is_file()


def test_icons_differ_by_more_than_their_colour_at_22_pixels(qapp: QApplication) -> None:
    """In grey, as a colour-blind user may see them."""
    pictures = [tray_icon(state, on_dark=False).pixmap(22, 22).toImage() for state in AppState]
    grey = [picture.convertToFormat(QImage.Format.Format_Grayscale8) for picture in pictures]

    for index, one in enumerate(grey):
        for other in grey[index + 1 :]:
            assert _difference(one, other) > 25


def test_icons_stand_out_on_light_and_dark_panels(qapp: QApplication) -> None:
    for on_dark in (False, True):
        for state in AppState:
            disc = tray_icon(state, on_dark=on_dark).pixmap(22, 22).toImage().pixelColor(3, 8)
            for panel in (QColor("#f2f2f4"), QColor("#202124")):
                assert contrast(disc, panel) > 2.5, (state, on_dark)
            assert contrast(disc, QColor("white")) >= 3, (state, on_dark)


def test_the_app_has_an_icon(qapp: QApplication) -> None:
    image = app_icon().pixmap(64, 64).toImage()

    assert image.pixelColor(20, 32) == QColor("white")
    assert image.pixelColor(0, 0).alpha() == 0

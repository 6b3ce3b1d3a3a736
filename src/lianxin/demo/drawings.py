"""Flat pictures for the diary of the demo, drawn by code: nobody is in them, no camera made them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (640, 480)
SKY, HILL, GROUND, WALL = "#d9e6ec", "#8fae8b", "#c9b38c", "#b5543f"
Pen = ImageDraw.ImageDraw
Drawing = Callable[[Pen], None]


def _land(pen: Pen) -> None:
    pen.rectangle((0, 0, 640, 300), SKY)
    pen.polygon(
        [(0, 250), (140, 170), (300, 240), (470, 150), (640, 230), (640, 320), (0, 320)], HILL
    )
    pen.rectangle((0, 300, 640, 480), GROUND)


def cowshed(pen: Pen) -> None:
    """Walls of brick, the roof still missing on one side."""
    _land(pen)
    pen.rectangle((90, 210, 550, 400), WALL)
    for row in range(10):
        y = 210 + row * 19
        pen.line((90, y, 550, y), "#96432f", 2)
        for column in range(13):
            x = 90 + column * 38 + (row % 2) * 19
            pen.line((x, y, x, y + 19), "#96432f", 2)
    pen.rectangle((250, 290, 390, 400), "#4c3a30")
    pen.polygon([(60, 210), (340, 120), (340, 210)], "#4b7da3")


def cow(pen: Pen) -> None:
    _land(pen)
    brown = "#8a5a36"
    pen.ellipse((170, 220, 460, 360), brown)
    for x in (210, 260, 380, 420):
        pen.rectangle((x, 330, x + 24, 430), brown)
    pen.ellipse((420, 180, 530, 270), brown)
    pen.polygon([(440, 195), (425, 160), (462, 184)], "#efe6d2")
    pen.polygon([(505, 190), (528, 158), (520, 205)], "#efe6d2")
    pen.ellipse((495, 215, 507, 227), "#1c1c1c")
    pen.rectangle((60, 380, 160, 420), "#d7b24a")


def field(pen: Pen) -> None:
    """Rows of young garlic."""
    _land(pen)
    for row in range(9):
        x = 20 + row * 72
        pen.polygon([(320 + (x - 320) // 3, 300), (x, 480), (x + 34, 480)], "#6e9a4e")


def paper(pen: Pen) -> None:
    """A form on a counter, with a seal."""
    pen.rectangle((0, 0, 640, 480), "#b9c7c9")
    pen.rectangle((0, 330, 640, 480), "#8c7a63")
    pen.polygon([(180, 120), (480, 140), (450, 420), (150, 400)], "#fbfaf5")
    for line in range(7):
        pen.line((205, 175 + line * 26, 430, 190 + line * 26), "#9aa5a3", 4)
    pen.ellipse((330, 300, 420, 390), outline="#b8322a", width=7)


def meeting(pen: Pen) -> None:
    """A board, and rows of heads from behind."""
    pen.rectangle((0, 0, 640, 480), "#e9e1cf")
    pen.rectangle((150, 50, 490, 230), "#2f5d50")
    for line in range(3):
        pen.line((190, 100 + line * 40, 440, 100 + line * 40), "#dfe8e2", 5)
    for row in range(2):
        for seat in range(6):
            x, y = 40 + seat * 105 + row * 40, 280 + row * 90
            pen.ellipse((x, y, x + 52, y + 60), "#4a4038")
            pen.rectangle(
                (x - 14, y + 52, x + 66, y + 140), ("#5b7485", "#866b53")[(seat + row) % 2]
            )


def jpeg(draw: Drawing) -> bytes:
    picture = Image.new("RGB", SIZE)
    draw(ImageDraw.Draw(picture))
    out = BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()

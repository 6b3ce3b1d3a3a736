"""Photos of the demo: flat pictures drawn by code, so that nobody's house and nobody's face is shown."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (960, 720)
SKY, HILL, GROUND, WALL = "#dfe8ee", "#cdbf8f", "#d9bd8b", "#b4533f"
JOINT, STEEL, GLASS, LEAF = "#d98b72", "#5b7f95", "#bcdcdc", "#4f8a5b"
HIDE, DARK, CREAM, BOARD = "#8f4a2c", "#3b4a45", "#efe7d2", "#2c6a5a"
SKIN, PAPER, STAMP, STONE = "#c98f6a", "#fbfaf5", "#c8382f", "#f3f6f8"
COATS = ("#5d7289", "#8d5b4c", "#6d8067", "#7b6390", "#a07c46")
Draw = ImageDraw.ImageDraw


def picture(name: str, number: int = 0) -> bytes:
    """A PNG as a phone would send it; pictures of one name differ by their number."""
    image = Image.new("RGB", SIZE, SKY)
    draw = ImageDraw.Draw(image)
    DRAWN[name](draw, 14 * number)
    out = BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _land(draw: Draw, at: int) -> None:
    draw.ellipse((-200 - at, 300, 620 - at, 760), HILL)
    draw.ellipse((380 + at, 270, 1240 + at, 780), "#bfb98a")
    draw.rectangle((0, 520, 960, 720), GROUND)


def _cowshed(draw: Draw, at: int) -> None:
    """Brick walls and posts; the roof is not yet covered."""
    _land(draw, at)
    for post in range(130, 900, 170):
        draw.rectangle((post, 260, post + 16, 560), STEEL)
    draw.line((90, 290, 480, 150, 880, 290), STEEL, 20, "curve")
    draw.line((90, 290, 880, 290), STEEL, 14)
    _bricks(draw, 130, 420, 826, 570)


def _bricks(draw: Draw, left: int, top: int, right: int, bottom: int) -> None:
    draw.rectangle((left, top, right, bottom), WALL)
    for row, y in enumerate(range(top, bottom, 30)):
        draw.line((left, y, right, y), JOINT, 4)
        for x in range(left + 35 * (row % 2), right, 70):
            draw.line((x, y, x, min(y + 30, bottom)), JOINT, 4)


def _cow(draw: Draw, at: int) -> None:
    draw.rectangle((0, 0, 960, 720), CREAM)
    draw.rectangle((0, 0, 960, 130), "#b9a17c")
    draw.rectangle((0, 560, 960, 720), "#dcc48c")
    for leg in (330, 410, 600, 670):
        draw.rectangle((leg + at, 470, leg + 34 + at, 610), HIDE)
    draw.rounded_rectangle((300 + at, 280, 720 + at, 510), 90, HIDE)
    draw.line((710 + at, 320, 760 + at, 470), HIDE, 14)
    draw.polygon(((330 + at, 300), (180 + at, 250), (160 + at, 350), (300 + at, 430)), HIDE)
    draw.rounded_rectangle((120 + at, 300, 210 + at, 380), 30, "#d8b49a")
    draw.ellipse((215 + at, 285, 233 + at, 303), DARK)
    draw.line((225 + at, 255, 205 + at, 205), PAPER, 16)
    draw.line((262 + at, 262, 275 + at, 210), PAPER, 16)
    draw.rectangle((80, 590, 380, 660), "#9aa5a0")


def _greenhouse(draw: Draw, at: int) -> None:
    _land(draw, at)
    draw.chord((80, 170, 880, 970), 180, 360, GLASS)
    for inset in range(0, 400, 80):
        draw.arc((80 + inset, 170, 880 - inset, 970), 180, 360, PAPER, 8)
    draw.rectangle((0, 570, 960, 720), GROUND)
    for row in range(3):
        for x in range(110 + 20 * row, 880, 64):
            y = 600 + 42 * row
            draw.polygon(((x, y), (x + 14, y - 46 - at), (x + 28, y)), LEAF)


def _meeting(draw: Draw, at: int) -> None:
    """People from behind, before a board."""
    draw.rectangle((0, 0, 960, 720), CREAM)
    draw.rectangle((150, 60, 810, 330), BOARD)
    for row, long in enumerate((300, 430, 220)):
        y = 130 + 60 * row
        draw.line((220, y, 220 + long + at, y), PAPER, 10)
    draw.rectangle((0, 610, 960, 720), "#a98258")
    for place, coat in enumerate(COATS):
        x = 40 + 186 * place + at
        draw.rounded_rectangle((x, 470, x + 150, 680), 60, coat)
        draw.rectangle((x + 58, 440, x + 92, 490), SKIN)
        draw.ellipse((x + 35, 380, x + 115, 470), DARK)


def _paper(draw: Draw, at: int) -> None:
    """A form with its stamp on the counter of a bank."""
    draw.rectangle((0, 0, 960, 720), "#e9e4d6")
    draw.rectangle((60, 80, 900, 400), GLASS)
    for x in (340, 620):
        draw.rectangle((x, 80, x + 14, 400), PAPER)
    draw.rectangle((0, 470, 960, 720), "#a97b4e")
    draw.polygon(((200 + at, 500), (700 + at, 470), (740 + at, 660), (230 + at, 690)), PAPER)
    for row in range(4):
        y = 532 + 34 * row
        draw.line((260 + at, y, 540 + at, y - 16), "#8f9a96", 8)
    draw.ellipse((580 + at, 520, 690 + at, 620), outline=STAMP, width=10)


def _hail(draw: Draw, at: int) -> None:
    """Rows of beans with bare stakes, and hailstones between."""
    _land(draw, at)
    draw.rectangle((0, 0, 960, 240), "#8d9aa5")
    for row in range(9):
        x = 60 + 105 * row
        draw.line((x, 360, x + 24, 640), "#8a6a43", 12)
        draw.line((x + 48, 360, x + 24, 640), "#8a6a43", 12)
        draw.line((x, 470 + at, x + 60, 520 + at), LEAF, 8)
    for stone in range(70):
        x, y = stone * 137 % 940, 560 + stone * 61 % 150
        draw.ellipse((x, y, x + 16, y + 14), STONE)


def _house(draw: Draw, at: int) -> None:
    """An earthen house whose back wall is cracked."""
    _land(draw, at)
    draw.rectangle((170, 300, 790, 600), "#c9a877")
    draw.polygon(((120, 310), (250, 170), (710, 170), (840, 310)), "#6b6f73")
    draw.rectangle((250, 390, 350, 600), "#7b5a3b")
    draw.rectangle((440, 400, 550, 490), GLASS)
    crack = ((690, 310), (660, 380), (700, 450), (665, 520), (690, 600))
    draw.line(tuple((x + at, y) for x, y in crack), DARK, 14)
    draw.polygon(((790, 600), (720, 600), (790, 520)), "#a58757")


DRAWN = {
    "cowshed": _cowshed,
    "cow": _cow,
    "greenhouse": _greenhouse,
    "meeting": _meeting,
    "paper": _paper,
    "hail": _hail,
    "house": _house,
}

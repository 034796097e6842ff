"""Photos as terminals take them: each sequence is read back as a terminal would read it."""

import base64
import io
import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from hpreader.images import kitty
from hpreader.images.cell_size import Cells, fitted
from hpreader.images.terminal_image import Drawing, draw
from hpreader.images.thumbnail import opened
from hpreader.ui.images.strips import ImageRow, overlay, text_row

CELL = (8, 17)  # not a multiple of six, so that the last band of a row is cut
SIZE = Cells(12, 5)


def stripes():
    """A photo whose every column of cells has another colour."""
    image = Image.new("RGB", (SIZE.columns * CELL[0], SIZE.rows * CELL[1]))
    for column in range(SIZE.columns):
        colour = (20 * column, 255 - 20 * column, 128)
        image.paste(colour, (column * CELL[0], 0, (column + 1) * CELL[0], image.height))
    file = io.BytesIO()
    image.save(file, "JPEG", quality=95, subsampling=0)
    return file.getvalue()


PHOTO = stripes()


def near(one, other, most=24):
    return all(abs(a - b) <= most for a, b in zip(one, other, strict=True))


# --- sixels -------------------------------------------------------------------------------------


def read_sixel(sequence):
    """The pixels of a sixel picture, by place, as a terminal draws them (DEC STD 070)."""
    found = re.fullmatch(r"\x1bP0;1;0q(.*)\x1b\\", sequence, re.DOTALL)
    assert found, sequence[:40]
    body = found[1]
    size = re.match(r'"1;1;(\d+);(\d+)', body)
    assert size
    palette, pixels = {}, {}
    x, top, colour = 0, 0, None
    tokens = re.compile(r"#(\d+)(?:;2;(\d+);(\d+);(\d+))?|!(\d+)([?-~])|([?-~])|([$-])")
    at = size.end()
    while at < len(body):
        token = tokens.match(body, at)
        assert token, body[at : at + 20]
        at = token.end()
        if token[1]:
            colour = int(token[1])
            if token[2]:
                palette[colour] = tuple(round(int(part) * 2.55) for part in token.group(2, 3, 4))
        elif token[8] == "$":
            x = 0
        elif token[8] == "-":
            x, top = 0, top + 6
        else:
            count, bits = int(token[5] or 1), ord(token[6] or token[7]) - 63
            for column in range(x, x + count):
                for bit in range(6):
                    if bits >> bit & 1:
                        assert (column, top + bit) not in pixels, "two colours in one place"
                        pixels[column, top + bit] = palette[colour]
            x += count
    return (int(size[1]), int(size[2])), pixels


@pytest.mark.parametrize(("start", "end"), [(0, 12), (0, 5), (7, 12), (4, 5)])
def test_sixels_are_the_photo_to_the_last_pixel(start, end):
    drawing = draw(PHOTO, "sixel", SIZE, CELL)
    original = opened(PHOTO)
    for row in range(SIZE.rows):
        (width, height), pixels = read_sixel(drawing.escape(row, start, end))
        assert (width, height) == ((end - start) * CELL[0], CELL[1])
        assert set(pixels) == {(x, y) for x in range(width) for y in range(height)}
        for (x, y), colour in pixels.items():
            wanted = original.getpixel((start * CELL[0] + x, row * CELL[1] + y))
            assert near(colour, wanted, 40)


# --- iTerm2's files -----------------------------------------------------------------------------


def test_files_are_cut_from_the_photo_and_as_large_as_they_say():
    drawing = draw(PHOTO, "iterm", SIZE, CELL)
    found = re.fullmatch(
        r"\x1b\]1337;File=inline=1;preserveAspectRatio=0;size=(\d+);width=(\d+);height=1:([\w+/=]+)\x07",
        drawing.escape(2, 3, 7),
    )
    assert found
    data = base64.b64decode(found[3], validate=True)
    assert len(data) == int(found[1])
    assert int(found[2]) == 4
    image = Image.open(io.BytesIO(data))
    assert image.size == (4 * CELL[0], CELL[1])
    assert near(image.convert("RGB").getpixel((4, 8)), (60, 195, 128))


# --- kitty --------------------------------------------------------------------------------------


def test_kitty_gets_the_photo_in_parts_and_answers_nothing():
    noise = io.BytesIO()
    Image.effect_noise((200, 100), 80).convert("RGB").save(noise, "JPEG")
    drawing = draw(noise.getvalue(), "kitty", Cells(20, 5), (10, 20))
    commands = re.findall(r"\x1b_G([^;\x1b]*);([\w+/=]*)\x1b\\", drawing.sent)
    assert "".join(f"\x1b_G{keys};{data}\x1b\\" for keys, data in commands) == drawing.sent
    assert len(commands) > 2
    first = dict(key.split("=") for key in commands[0][0].split(","))
    assert first == {
        "a": "T", "U": "1", "f": "100", "i": str(drawing.number), "c": "20", "r": "5",
        "q": "2", "m": "1",
    }  # fmt: skip
    assert [keys for keys, _ in commands[1:]] == ["m=1"] * (len(commands) - 2) + ["m=0"]
    assert all(len(data) <= 4096 and len(data) % 4 == 0 for _, data in commands)
    png = base64.b64decode("".join(data for _, data in commands), validate=True)
    assert Image.open(io.BytesIO(png)).size == (200, 100)


def test_kittys_placeholders_tell_number_row_and_column_and_take_a_cell_each():
    drawing = draw(PHOTO, "kitty", SIZE, CELL)
    strip = text_row(drawing, 3)
    (segment,) = strip
    assert cell_len(segment.text) == SIZE.columns == strip.cell_length
    red, green, blue = segment.style.color.triplet
    assert (red << 16 | green << 8 | blue) == drawing.number
    # The first marks of kitty's table: row or column 0, 1, 2, 3.
    marks = "\u0305\u030d\u030e\u0310"
    assert segment.text[:9] == "".join(f"\U0010eeee{marks[3]}{marks[n]}" for n in range(3))


def test_each_mark_of_kittys_table_stands_above_what_it_marks():
    assert kitty.MOST == 297
    marks = [kitty.cells(0, n, n + 1)[2] for n in range(kitty.MOST)]
    assert all(one < other for one, other in pairwise(marks))
    assert {unicodedata.combining(mark) for mark in marks} == {230}


# --- half-blocks --------------------------------------------------------------------------------


def test_half_blocks_have_the_colours_of_two_pixels():
    image = Image.new("RGB", (4, 4), "red")
    image.paste("blue", (0, 2, 4, 4))
    file = io.BytesIO()
    image.resize((64, 64), Image.Resampling.NEAREST).save(file, "JPEG", quality=95)
    drawing = draw(file.getvalue(), "blocks", Cells(4, 1), (10, 20))
    for segment in text_row(drawing, 0):
        assert segment.text == "▀"
        assert near(segment.style.color.triplet, (255, 0, 0), 60)
        assert near(segment.style.bgcolor.triplet, (0, 0, 255), 60)


# --- lines --------------------------------------------------------------------------------------


class Recorded:
    """Pixels that tell which of their cells were asked for."""

    def cells(self, row, start, end):
        return f"<{row}:{start}-{end}>"


def drawn(strip):
    """Where a line's sequences draw what, as (cell of the line, first, last column of the photo)."""
    found, at = [], 0
    for segment in strip:
        if not segment.control:
            at += cell_len(segment.text)
            continue
        back, start, end = re.fullmatch(
            r"\x1b7\x1b\[(\d+)D<2:(\d+)-(\d+)>\x1b8", segment.text
        ).groups()
        found.append((at - int(back), int(start), int(end)))
    return found


@given(
    at=st.integers(0, 10),
    columns=st.integers(1, 30),
    rest=st.integers(0, 10),
    cuts=st.sets(st.integers(1, 50), max_size=4),
)
def test_however_a_line_is_cut_each_cell_gets_its_part_of_the_photo(at, columns, rest, cuts):
    width = at + columns + rest
    drawing = Drawing(Cells(columns, 3), pixels=Recorded())
    line = overlay(Strip.blank(width), ImageRow(drawing, 2, 0, columns, at))
    assert line.cell_length == width
    edges = [*sorted(cut for cut in cuts if cut < width), width]
    parts = line.divide(edges)
    assert sum(part.cell_length for part in parts) == width
    shown, left = {}, 0
    for part in parts:
        for cell, start, end in drawn(part):
            shown |= {left + cell + n: start + n for n in range(end - start)}
        left += part.cell_length
    assert shown == {at + n: n for n in range(columns)}
    # The same once more, as a part of the screen is drawn: cut from the left edge.
    for part in parts:
        for end in range(1, part.cell_length + 1):
            cropped = part.crop(0, end)
            assert cropped.cell_length == end
            assert all(cell + last - first <= end for cell, first, last in drawn(cropped))


def test_a_photos_line_is_written_as_cells_then_photo_then_the_cursor_where_it_was():
    drawing = Drawing(Cells(3, 3), pixels=Recorded())
    strip = overlay(Strip([Segment("  ...  ")]), ImageRow(drawing, 2, 0, 3, 2))
    joined = Strip.join([Strip([Segment("ab")]), strip, Strip([Segment("cd")])])
    assert joined.cell_length == 11
    assert "".join(s.text for s in joined) == "ab  ...  \x1b7\x1b[5D<2:0-3>\x1b8cd"


# --- fitting ------------------------------------------------------------------------------------


@given(
    size=st.tuples(st.integers(1, 5000), st.integers(1, 5000)),
    cell=st.tuples(st.integers(4, 20), st.integers(8, 40)),
    columns=st.integers(1, 120),
    rows=st.integers(1, 60),
)
def test_a_photo_fits_its_room_and_is_never_larger_than_it_is(size, cell, columns, rows):
    cells = fitted(size, cell, columns, rows)
    assert 1 <= cells.columns <= columns
    assert 1 <= cells.rows <= rows
    assert cells.columns * cell[0] <= size[0] + cell[0]
    assert cells.rows * cell[1] <= size[1] + cell[1]


def test_a_photo_keeps_its_shape():
    assert fitted((640, 400), (10, 20), 72, 40) == Cells(64, 20)
    assert fitted((1280, 800), (10, 20), 72, 40) == Cells(72, 22)
    assert fitted((1280, 800), (10, 20), 72, 12) == Cells(38, 12)

"""What a brief consists of, before it is a page.

Belongs here: the pieces that the parts of the brief hand to the page. Does not belong here: what
they say (the parts), how they look (``templates/``).
"""

from __future__ import annotations

from dataclasses import dataclass

from statscope.products.brief.drawing import Drawing


@dataclass(frozen=True)
class Sentence:
    """One statement.

    Attributes:
        text: what it says, in the language of the brief.
        question: name of the query of ``sql/`` that its figures come from; empty without figures.
        is_warning: whether a reader must not miss it.
    """

    text: str
    question: str = ""
    is_warning: bool = False


@dataclass(frozen=True)
class Tile:
    """One headline figure with its scope notes.

    Attributes:
        key: names the figure for programs, e.g. ``fai.coverage``.
        title: what is counted.
        figure: the figure as shown.
        question: the query behind it.
        notes: what must be known to read it.
    """

    key: str
    title: str
    figure: str
    question: str
    notes: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Grid:
    """A table: the alternative of a drawing, or a list.

    Attributes:
        columns: headings; those in ``figures`` stand to the right.
        rows: cells as shown.
        figures: indexes of the columns that hold figures.
        days: indexes of the columns that hold days, which are not broken.
        is_list: whether it is the thing itself, not a drawing's alternative.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()
    days: frozenset[int] = frozenset()
    is_list: bool = False


@dataclass(frozen=True)
class Block:
    """A drawing, a list or a few sentences, and the queries behind them.

    Attributes:
        key: its anchor on the page.
        title: its heading.
        sentences: what it says.
        questions: names of the queries of ``sql/``.
        drawings: the same drawing for a page and for a phone.
        grid: its table.
    """

    key: str
    title: str
    sentences: tuple[Sentence, ...] = ()
    questions: tuple[str, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    grid: Grid | None = None


@dataclass(frozen=True)
class Section:
    """A chapter of the brief.

    Attributes:
        key: its anchor on the page.
        title: its heading.
        blocks: what it holds; empty where the published file has nothing for it.
        missing: what is said in place of blocks, and at the top of the brief.
    """

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    missing: str = ""

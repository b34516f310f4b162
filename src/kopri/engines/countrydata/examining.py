"""The rows that say what papers come to before arrival: their share of a stage, and what is urgent."""

from typing import ClassVar

from kopri.engines.countrydata.cells import Chapter, Code, Percent, Row


class PaperShare(Row, frozen=True, kw_only=True):
    """``paper_shares.csv``: how much of a stage's time is papers, which may be looked at before."""

    unique: ClassVar = ("stage",)

    stage: Code
    share_pct: Percent
    basis: str = ""


class GoodsClass(Row, frozen=True, kw_only=True):
    """``goods_classes.csv``: HS chapters of goods that cannot wait, as ``priority_rules.csv`` names
    their classes."""

    unique: ClassVar = ("goods_class", "chapter")

    goods_class: Code
    chapter: Chapter
    goods: str = ""

"""What two sides inspect together: which goods are unloaded for it, and what law lets guests in."""

from typing import Annotated, ClassVar

from msgspec import Meta

from kopri.engines.countrydata.cells import Code, Dated, Minutes, Row, Side


class JointStep(Dated, frozen=True, kw_only=True):
    """``joint_steps.csv``: a service of one side works at a post of the other. Without a row what one
    side finds is information only for the other.

    ``valid_from`` is the day from which the agreement lets it in.
    """

    unique: ClassVar = ("id",)

    id: Code
    host_side: Side
    host_post: Annotated[str, Meta(pattern=r"^[a-z0-9]+$")]
    guest_side: Side
    guest_service: Annotated[Code, Meta(description="id in the guest's services.csv")]
    legal_basis: Annotated[str, Meta(description="id in agreements.csv")]
    note: str = ""


class Unloading(Row, frozen=True, kw_only=True):
    """``unloading.csv``: a stage for which goods have to be unloaded, and how long that takes."""

    unique: ClassVar = ("stage",)

    stage: Annotated[Code, Meta(description="code in stages.csv")]
    p50_min: Minutes
    note: str = ""

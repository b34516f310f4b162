"""Reading drafts: always of one person."""

import json

from kopri.domains.drafts.models import Draft
from kopri.domains.drafts.rules import YourOwn
from kopri.domains.drafts.types import DraftView
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground, Refusal


def drafts_of(actor: Actor) -> list[DraftView]:
    """Everything that this person has begun, the last first."""
    return [_view(row) for row in Draft.objects.filter(person=actor.person).order_by("-saved")]


def by_id(draft: str, *, actor: Actor) -> DraftView:
    """The person's own draft, or a Refusal that there is none."""
    row = Draft.objects.filter(draft=draft, person=actor.person).first() if (
        draft.isprintable()) else None
    if row is None:
        raise Refusal([YourOwn.fault()], ground=Ground.MISSING)
    return _view(row)


def _view(row: Draft) -> DraftView:
    return DraftView(draft=row.draft, title=row.title, amends=row.amends, saved=row.saved,
                     texts=json.loads(row.fields))

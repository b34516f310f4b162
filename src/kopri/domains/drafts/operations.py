"""Keep and discard drafts."""

import json
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from kopri.domains.drafts import permissions
from kopri.domains.drafts.models import Draft
from kopri.domains.drafts.rules import KEPT, broken_draft
from kopri.domains.drafts.types import Fields
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground
from kopri.kernel.ids import new_id
from kopri.kernel.rules import refuse_if, require


def keep(
    *, actor: Actor, fields: Fields, now: datetime, random: Callable[[int], bytes], draft: str = ""
) -> str:
    """Keep a form as it stands; its id. An own ``draft`` is put in the place of what it was, any
    other is a new one. What is too old goes, whosever it is."""
    require(permissions.may_keep(actor))
    with transaction.atomic():
        Draft.objects.filter(saved__lt=now - KEPT).delete()
        own = Draft.objects.filter(person=actor.person)
        known = own.filter(draft=draft).first() if draft.isprintable() else None
        others = own.exclude(draft=draft).count() if known is None else 0
        refuse_if(broken_draft(texts=fields.texts, others=others), ground=Ground.INVALID)
        row = known or Draft(draft=new_id(random=random), person=actor.person)
        row.title, row.amends, row.saved = fields.title[:120], fields.amends[:40], now
        row.fields = json.dumps(dict(fields.texts)).replace("\\u0000", "")
        row.save()
    return row.draft


def discard(*, actor: Actor, draft: str) -> None:
    """Forget it: it was sent, or is not wanted. Nothing where it is gone or somebody else's."""
    if draft and draft.isprintable():
        Draft.objects.filter(draft=draft, person=actor.person).delete()

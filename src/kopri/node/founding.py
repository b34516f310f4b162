"""Found a node: database, admitted logs, demo accounts."""

import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from getpass import getpass

from django.core.management import call_command

from kopri.domains.accounts.operations import create, issue_token
from kopri.domains.accounts.types import NewAccount
from kopri.engines.countrydata import PairData
from kopri.interfaces.house import House
from kopri.journal.admitting import admit
from kopri.journal.keys import known_keys
from kopri.journal.rotating import replace_keys
from kopri.kernel.actor import Role
from kopri.kernel.errors import Fault, Ground, Refusal
from kopri.node.home import Config, Home, Public
from kopri.node.wiring import identity_of

CARRIERS = 4


def lay_tables() -> None:
    """Create or upgrade the database."""
    call_command("migrate", verbosity=0)


def admit_logs(house: House, *, own: Public, neighbours: tuple[Public, ...]) -> None:
    """Say in the journal which log is whose."""
    actor = house.journal.itself()
    for public in (own, *neighbours):
        admit(journal=house.journal, actor=actor, identity=identity_of(public))


def refuse_other_keys(publics: Sequence[Public]) -> None:
    """A log that is known keeps the keys that it was admitted with, and has named since."""
    faults = [
        Fault(
            code="node.other_keys", path=public.origin, rule="Köpri, docs/reference/journal",
            message="This log is known here under other keys, and has not named these.",
            remedy="Follow it first; give --replace only if both ministries have ordered it.")
        for public in publics if _are_strange(public)
    ]
    if faults:
        raise Refusal(faults, ground=Ground.CONFLICT)


def _are_strange(public: Public) -> bool:
    said = set(_keys(public).values())
    return not said <= known_keys(public.origin, default=said)


def order_keys(house: House, public: Public) -> None:
    """From now on these keys of a log and no others, whatever it says itself."""
    replaced = replace_keys(journal=house.journal, origin=public.origin, keys=_keys(public),
                            now=wall())
    print(f"{public.origin}: keys replaced: {', '.join(replaced) or 'none'}")


def _keys(public: Public) -> dict[str, str]:
    return {"log": public.log_key, "witness": public.witness_key, "http": public.http_key}


def make_demo_accounts(home: Home, *, pair: PairData, config: Config, now: datetime) -> None:
    """One account a role, and one a service, with a token each; written beside the database."""
    rows = []
    for new in _demo_accounts(pair=pair, side=config.side, own_post=config.post):
        account = create(new=new, password="", random=os.urandom, now=now, by="demo")
        token = issue_token(account=account, random=os.urandom, now=now, by="demo")
        rows.append({"login": new.username, "role": new.role, "token": token,
                     "service": new.service, "name": new.name})
    home.accounts.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")
    home.accounts.chmod(0o600)


def _demo_accounts(*, pair: PairData, side: str, own_post: str) -> list[NewAccount]:
    country = pair.country(side)
    post = own_post or pair.pair.facts.points[0].post(side).post
    accounts = [
        NewAccount(username=f"carrier{number}", role=Role.CARRIER.value,
                   name=f"Carrier {number} (demo)") for number in range(1, CARRIERS + 1)
    ]
    accounts += [
        NewAccount(username=role.value.replace("_", "-"), role=role.value, post=post,
                   name=f"{role.value.replace('_', ' ').capitalize()} (demo)")
        for role in (Role.GATE_OFFICER, Role.SHIFT_HEAD, Role.ANALYST, Role.AUDITOR, Role.OPERATOR)
    ]
    return accounts + [
        NewAccount(username=service.id.lower(), role=Role.INSPECTOR.value, post=post,
                   service=service.id, name=f"{service.names.en} (demo)")
        for service in country.services_at_the_border()
    ]


def add_account(house: House, *, new: NewAccount, token: bool) -> int:
    """Make an account from the console, with a password or, for a machine, a token."""
    services = [each.id for each in house.pair.country(house.side).services]
    if new.role not in {role.value for role in Role} or new.service not in ("", *services):
        print(f"unknown role or service; services: {', '.join(services)}")
        return 2
    password = "" if token else getpass(f"password of {new.username}: ")
    account = create(new=new, password=password, random=os.urandom, now=wall(), by="console")
    if token:
        print(issue_token(account=account, random=os.urandom, now=wall(), by="console"))
    return 0


def wall() -> datetime:
    """Real time."""
    return datetime.now(UTC)

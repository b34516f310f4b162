"""Accounts that are made from the console: those of a demo node, and one by one."""

import json
import os
from datetime import datetime
from getpass import getpass

from kopri.domains.accounts.operations import create, issue_token
from kopri.domains.accounts.types import NewAccount
from kopri.engines.countrydata import PairData
from kopri.interfaces.house import House
from kopri.kernel.actor import Role
from kopri.node.founding import wall
from kopri.node.home import Config, Home

CARRIERS = 4
SECOND = "2"


def make_demo_accounts(home: Home, *, pair: PairData, config: Config, now: datetime) -> None:
    """One account a role and two a service, with a token each; written beside the database."""
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
        NewAccount(username=f"{service.id.lower()}{more}", role=Role.INSPECTOR.value, post=post,
                   service=service.id, name=f"{service.names.en}{' ' * bool(more)}{more} (demo)")
        for more in ("", SECOND) for service in country.services_at_the_border()
    ] + [
        # a shift is given by one and taken by another; some decisions need a second officer
        NewAccount(username=f"shift-head{SECOND}", role=Role.SHIFT_HEAD.value, post=post,
                   name=f"Shift head {SECOND} (demo)"),
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

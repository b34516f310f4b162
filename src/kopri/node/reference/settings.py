"""``settings.md``: what a node's ``node.toml`` and its environment may say."""

import ast
import re
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from inspect import getdoc
from typing import Any

from kopri.node.home import CONFIG, KEYS, Config, Public
from kopri.node.reference.commands import Option, options
from kopri.node.reference.finding import calls, sources, text_of
from kopri.node.reference.markdown import code, page, paragraph, table

LEAD = f"""A node is a folder: `{CONFIG}` (mode 0600), `keys/` ({", ".join(KEYS)}; one Ed25519 seed in
hexadecimal each, mode 0600), its SQLite file unless it has another database, `tiles/`, `blobs/`, and
`last-signed`, the size and root that were signed last, which must never be restored from a backup.
`kopri node init` writes it, `kopri node trust` adds a neighbour."""
ENVIRONMENT = """## Environment

Read at the start; a variable beats the file."""

# settings that no option of the command line and no docstring describes
_SAID = {
    "secret": "signs sessions and forms; made by `init`, never shared",
    "neighbours": "tables `[[neighbours]]`, see below",
    "control_url": "demo nodes: where the demo's own buttons are answered",
    "seed": "not read",
    "countries": "the folder of country data",
    "host": "address to listen on",
    "port": "port to listen on",
    "letter": "begins the node's crossing references",
    "customs_url": "where the state's own customs system answers; without it, what stands on paper is entered",
    "customs_token": "what this node shows the customs system; kept in its own folder",
    "kind": "`centre`, `post` or `observer`",
    "role": "`centre`, `post` or `observer`",
    "post": "of a post's node: the code of its post",
    "log_key": "verifier key of its log (C2SP vkey, type 0x01)",
    "witness_key": "verifier key of its cosignatures (C2SP vkey, type 0x04)",
    "http_key": "key of its request signatures (C2SP vkey text form, used for RFC 9421)",
    "url": "where this node reaches it",
    "insurance_url": "register that is asked whether a vehicle is insured; nothing is checked if empty",
    "insurance_token": "what this node shows to that register",
    "fines_url": "register that is asked for unpaid fines; nothing is checked if empty",
    "fines_token": "what this node shows to that register",
}
_SAID_OF_OTHERS = {"origin": "name of its log"}
_VARIABLES = {
    "KOPRI_HOME": "the node's folder; `--node` sets it",
    "KOPRI_ROOT": "where the nodes' folders lie, for `--node` and the demo",
    "DATABASE_URL": "`postgres://user:password@host:port/name`; else SQLite in the node's folder",
    "DJANGO_SETTINGS_MODULE": "set by the command line itself",
    "LANG": "the language of what `check` and `announce` print",
    "ONCE": "the demo ends after the report",
    "RUNTIME_DIRECTORY": "a folder that is emptied at a restart of the machine, as systemd gives it",
}


def settings() -> str:
    """The page. KeyError for a setting or variable that nobody has described."""
    return page("Settings", of="`src/kopri/node/home.py` or the option's help text", lead=LEAD, blocks=[
        f"## {CONFIG}", paragraph(getdoc(Config)), _fields(Config),
        "### [[neighbours]]", paragraph(getdoc(Public)), _fields(Public),
        ENVIRONMENT, table(("variable", "means", "read by"), _variables()),
    ])


def _fields(config: Any) -> str:
    told = {option.name: option for option in options("node init")}
    return table(("setting", "type", "needed", "meaning"), [
        (code(field.name), _kind(field), "yes" if field.default is MISSING else "",
         _meaning(field.name, config=config, told=told))
        for field in fields(config)
    ])


def _kind(field: "Field[Any]") -> str:
    name = getattr(field.type, "__name__", str(field.type))
    return {"str": "text", "int": "integer", "bool": "true or false"}.get(name, "list of tables")


def _meaning(name: str, *, config: type[Any], told: dict[str, Option]) -> str:
    """From the type's docstring, the option of that name, or the table above; in this order."""
    stated = re.search(rf"``{name}``: ([^.`]+)", getdoc(config) or "")
    if stated:
        return stated[1]
    if config is Public and name in _SAID_OF_OTHERS:
        return _SAID_OF_OTHERS[name]
    option = told.get(f"--{name.replace('_', '-')}")
    return option.text if option and option.text else _SAID[name]


def _variables() -> list[tuple[str, str, str]]:
    found: dict[str, list[str]] = {}
    for path, tree in sources():
        for name in filter(None, _read(tree)):
            found.setdefault(name, []).append(path)
    return [(code(name), _VARIABLES[name], ", ".join(code(each) for each in dict.fromkeys(found[name])))
            for name in sorted(found)]


def _read(tree: ast.Module) -> Iterator[str]:
    """Names asked of ``os.environ``, by index, ``get`` or ``setdefault``."""
    for call in calls(tree):
        if ast.unparse(call.func).startswith("os.environ.") and call.args:
            yield text_of(call.args[0])
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            yield text_of(node.slice)

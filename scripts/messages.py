"""Every text a reader may see, from Python and templates into the four catalogues.

Run by ``make messages``: new texts are added (empty, to be translated), texts that are gone are
dropped, English repeats the message. ``--check`` changes nothing and fails where a text is
missing. A translation that a native speaker should look at is marked ``fuzzy`` and still shown.
"""

import ast
import inspect
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "kopri"
LOCALE = SOURCE / "locale"
PLURALS = {
    "kk": "nplurals=2; plural=(n != 1);",
    "tk": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
    "(n%100<10 || n%100>=20) ? 1 : 2);",
    "en": "nplurals=2; plural=(n != 1);",
}
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "say", "translate"}
KEYWORDS = {"message", "remedy"}
PLACEHOLDER = re.compile(r"\{\w+\}|%\(\w+\)[sd]|%[sd]")

Found = dict[str, set[str]]  # message -> files that say it


def placeholders(text: str) -> list[str]:
    """The placeholders of a text, sorted; a translation must have the same."""
    return sorted(PLACEHOLDER.findall(text))


def extract(source: Path = SOURCE) -> Found:
    """Every message in Python and templates under ``source``."""
    found: Found = {}
    for path in sorted(source.rglob("*.py")):
        if "migrations" not in path.parts:
            _note(found, in_python(path.read_text("utf-8")), path=path)
    for path in sorted(source.rglob("templates/**/*")):
        if path.suffix in {".html", ".txt"}:
            _note(found, in_template(path.read_text("utf-8")), path=path)
    return found


def _note(found: Found, messages: Iterator[str], *, path: Path) -> None:
    for message in messages:
        if message.strip():
            found.setdefault(message, set()).add(path.relative_to(ROOT).as_posix())


def in_template(text: str) -> Iterator[str]:
    """Messages of ``translate``, ``blocktranslate`` and ``_("")`` in a template."""
    code = templatize(text).encode()
    for _line, _name, message, _notes in extract_python(
        io.BytesIO(code), ["gettext", "_", "gettext_noop"], [], {}
    ):
        yield message if isinstance(message, str) else message[0]


def in_python(text: str) -> Iterator[str]:
    """Messages of gettext calls, of ``message=`` and ``remedy=``, and of rule classes."""
    tree = ast.parse(text)
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for value in _said(node):
                known = constants.get(value.id) if isinstance(value, ast.Name) else None
                yield from _strings(known or value)
        elif isinstance(node, ast.ClassDef):
            yield from _rule(node)


def _said(call: ast.Call) -> Iterator[ast.expr]:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name in CALLS and call.args:
        yield call.args[0]
    yield from (keyword.value for keyword in call.keywords if keyword.arg in KEYWORDS)


def _strings(value: ast.expr) -> Iterator[str]:
    """String constants of an expression, both branches of a choice included."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from _strings(value.body)
        yield from _strings(value.orelse)


def _assigned(target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Names and values, also of ``one, two = 1, 2``."""
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        yield from zip(target.elts, value.elts, strict=True)
    else:
        yield target, value


def _rule(node: ast.ClassDef) -> Iterator[str]:
    fields = {
        name.id: value
        for statement in node.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        for name, value in _assigned(target, statement.value)
        if isinstance(name, ast.Name)
    }
    if "code" in fields and "remedy" in fields:
        yield inspect.cleandoc(ast.get_docstring(node, clean=False) or "")
        yield from _strings(fields["remedy"])


def catalogue_path(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def load(language: str) -> Catalog:
    """The catalogue of a language; an empty one where there is none yet."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def renew(language: str, found: Found) -> int:
    """Bring a catalogue up to ``found``; how many messages still lack a translation."""
    old, new = load(language), Catalog(locale=language)
    missing = 0
    for message in sorted(found):
        known = old.get(message)
        text = message if language == "en" else (known.string if known else "")
        missing += not text
        flags = ["fuzzy"] if known and known.fuzzy and language != "en" else []
        new.add(
            message,
            text,
            locations=[(file, 0) for file in sorted(found[message])],
            flags=flags,
            user_comments=known.user_comments if known else [],
        )
    _write(new, language=language)
    return missing


def _write(catalogue: Catalog, *, language: str) -> None:
    body = io.BytesIO()
    write_po(body, catalogue, omit_header=True, width=100, include_lineno=False)
    # A header of our own: no dates and no names, so that nothing changes where no text changed.
    header = (
        f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {PLURALS[language]}\\n"\n\n'
    )
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(header.encode() + body.getvalue().rstrip(b"\n") + b"\n")


def faults(language: str, found: Found) -> list[str]:
    """What is wrong with a catalogue: missing or empty texts, other placeholders."""
    catalogue = load(language)
    wrong = []
    for message in sorted(found):
        known = catalogue.get(message)
        text = known.string if known else ""
        if not text:
            wrong.append(f"{language}: not translated: {message!r}")
        elif placeholders(str(text)) != placeholders(message):
            wrong.append(f"{language}: other placeholders: {message!r} -> {text!r}")
    return wrong


def main() -> int:
    """Renew, compile and report; with ``--check`` only report."""
    os.chdir(ROOT)
    found = extract()
    if "--check" not in sys.argv[1:]:
        for language in PLURALS:
            missing = renew(language, found)
            print(f"{language}: {len(found)} texts, {missing} not translated")
        compile_ = [str(Path(sys.executable).with_name("pybabel")), "-q", "compile", "--use-fuzzy"]
        subprocess.run([*compile_, "--domain", "django", "--directory", str(LOCALE)], check=True)
    wrong = [line for language in PLURALS for line in faults(language, found)]
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

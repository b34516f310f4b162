"""Valid documents drawn from an XML Schema itself: what nobody wrote a sample of.

Handles what the album's schemas use: named types, extensions, sequences, choices, references,
patterns and lengths. ``draw`` decides every occurrence and value, so a seed repeats a document.
"""

import re
from pathlib import Path
from random import Random
from typing import Any

from lxml import etree

XS = "{http://www.w3.org/2001/XMLSchema}"
XSD = "http://www.w3.org/2001/XMLSchema"
Name = tuple[str, str]


class Schema:
    """The types and elements of every file of a folder."""

    def __init__(self, folder: Path) -> None:
        self.types: dict[Name, Any] = {}
        self.elements: dict[Name, Any] = {}
        for file in sorted(folder.glob("*.xsd")):
            root = etree.parse(file).getroot()
            namespace = str(root.get("targetNamespace"))
            for one in root.iterchildren(f"{XS}complexType", f"{XS}simpleType"):
                self.types[namespace, str(one.get("name"))] = one
            for one in root.iterchildren(f"{XS}element"):
                self.elements[namespace, str(one.get("name"))] = one

    def named(self, node: Any, name: str) -> Name:
        """A qualified name as written at a node."""
        prefix, _, local = name.rpartition(":")
        return str(node.nsmap.get(prefix or None)), local

    def type_of(self, element: Any) -> tuple[Any, Name]:
        """The element itself, after a reference, and the name of its type."""
        target = element
        if element.get("ref"):
            target = self.elements[self.named(element, element.get("ref"))]
        return target, self.named(target, target.get("type"))

    def namespace(self, node: Any) -> str:
        """The target namespace of the file that a node stands in."""
        return str(node.getroottree().getroot().get("targetNamespace"))

    def facets(self, name: Name) -> tuple[str, dict[str, str]]:
        """The built-in base of a simple type, or of simple content, and all its facets."""
        if name[0] == XSD:
            return name[1], {}
        node = self.types[name]
        step = next(node.iter(f"{XS}restriction", f"{XS}extension"))
        base, found = self.facets(self.named(step, step.get("base")))
        found = dict(found)
        for facet in step if step.tag == f"{XS}restriction" else ():
            if facet.get("value") is not None:
                found[etree.QName(facet).localname] = facet.get("value")
        return base, found

    def attributes(self, name: Name) -> dict[str, Any]:
        """The attributes of a type and its bases; the nearest statement counts."""
        if name[0] == XSD or self.types[name].tag == f"{XS}simpleType":
            return {}
        node = self.types[name]
        step = next(node.iter(f"{XS}restriction", f"{XS}extension"), None)
        inherited = self.attributes(self.named(step, step.get("base"))) if step is not None else {}
        own = {one.get("name"): one for one in node.iter(f"{XS}attribute")}
        return inherited | own

    def content(self, name: Name) -> list[Any]:
        """The sequence of a type, bases first: elements, and choices as lists of elements."""
        node = self.types[name]
        if node.tag == f"{XS}simpleType" or node.find(f"{XS}simpleContent") is not None:
            return []
        parts: list[Any] = []
        extension = node.find(f"{XS}complexContent/{XS}extension")
        if extension is not None:
            parts += self.content(self.named(extension, extension.get("base")))
            node = extension
        for group in node.iterchildren(f"{XS}sequence", f"{XS}choice"):
            parts += [group] if group.tag == f"{XS}choice" else [
                one for one in group if one.tag in (f"{XS}element", f"{XS}choice")
            ]
        return parts


class Drawing:
    """``fullness`` from 0 (only what must be) to 1 (all that may be)."""

    def __init__(self, schema: Schema, random: Random, *, fullness: float) -> None:
        self.schema = schema
        self.random = random
        self.fullness = fullness

    def document(self, root: Name) -> Any:
        """A document of this root element."""
        return self._element(self.schema.elements[root], None, depth=0)

    def _element(self, element: Any, parent: Any, *, depth: int) -> Any:
        target, kind = self.schema.type_of(element)
        tag = f"{{{self.schema.namespace(target)}}}{target.get('name')}"
        made = etree.Element(tag) if parent is None else etree.SubElement(parent, tag)
        if kind[0] == XSD or self.schema.types[kind].tag == f"{XS}simpleType":
            made.text = self._text(kind, str(target.get("name")))
            return made
        for name, attribute in self.schema.attributes(kind).items():
            if attribute.get("use") == "required" or self._wanted(depth):
                value = attribute.get("fixed") or self._text(
                    self.schema.named(attribute, attribute.get("type")), name
                )
                made.set(name, value)
        if self.schema.types[kind].find(f"{XS}simpleContent") is not None:
            made.text = self._text(kind, str(target.get("name")))
        for part in self.schema.content(kind):
            self._part(part, made, depth=depth + 1)
        return made

    def _part(self, part: Any, parent: Any, *, depth: int) -> None:
        if part.get("minOccurs") == "0" and not self._wanted(depth):
            return
        if part.tag == f"{XS}choice":
            self._element(self.random.choice(part.findall(f"{XS}element")), parent, depth=depth)
            return
        most = part.get("maxOccurs", "1")
        few = 2 if most == "unbounded" else min(2, int(most))
        for _ in range(self.random.randint(1, few)):
            self._element(part, parent, depth=depth)

    def _wanted(self, depth: int) -> bool:
        return self.random.random() < self.fullness * (0.8 if depth > 6 else 1)

    def _text(self, kind: Name, name: str) -> str:
        base, facets = self.schema.facets(kind)
        if "pattern" in facets:
            return self._patterned(facets["pattern"], name)
        if base in ("string", "token", "normalizedString"):
            return self._words(facets, name)
        fixed = {
            "boolean": "true", "date": "2026-03-14", "time": "07:30:00",
            "dateTime": "2026-03-14T07:30:00+05:00",
        }
        return fixed.get(base) or self._number(facets, name)

    def _patterned(self, pattern: str, name: str) -> str:
        branch = self.random.choice(_branches(pattern))
        if re.fullmatch(branch, "KZ"):
            return self.random.choice(("KZ", "TM", "RU", "UZ", "DE"))
        known = {"398": r"\d{3}", "DAP": r"\D{3}", "KAZ": "[A-Z]{3}", "R.048": branch}
        for value, form in known.items():
            if branch.strip("()") == form and re.fullmatch(pattern, value):
                return value
        return "".join(self._drawn(branch))

    def _drawn(self, branch: str) -> list[str]:
        """Characters for a branch made of sets, digits and counts."""
        found: list[str] = []
        plain = branch.replace("(", "").replace(")", "")
        for token in re.finditer(
            r"(\[[^\]]+\]|\\d|\\w|\\\.|.)(\{(\d+)(?:,(\d+))?\}|\?)?", plain
        ):
            sort, count, least, most = token.groups()
            if count == "?":
                continue
            times = self.random.randint(int(least or 1), int(most or least or 1))
            found += [self._character(sort) for _ in range(times)]
        return found

    def _character(self, sort: str) -> str:
        if sort in (r"\d", r"\w") or "0-9" in sort:
            return self.random.choice("123456789")
        if sort in ("[0]", "[9]"):
            return sort[1]
        if sort.startswith("["):
            return "Б" if "А" in sort else self.random.choice("ABCDEXYZ")
        return sort.removeprefix("\\")

    def _words(self, facets: dict[str, str], name: str) -> str:
        if "length" in facets:
            size = int(facets["length"])
            known = {"Currency": "USD", "PackingCode": "BX", "CargoCode": "PX",
                     "Country": "KZ", "ContainerKind": "CN", "MeasureUnit": "166"}
            said = next((text for key, text in known.items() if key in name), "")
            return said if len(said) == size else "".join(
                self.random.choice("123456789") for _ in range(size)
            )
        least, most = int(facets.get("minLength", 0)), int(facets.get("maxLength", 20))
        if least > 1 or most < 8:
            return "".join(self.random.choice("123456789") for _ in range(max(least, 1)))
        size = self.random.randint(max(least, 4), min(most, 60))
        return "".join(self.random.choice("АБВГДЕабвгдеKLMNklmn") for _ in range(size))

    def _number(self, facets: dict[str, str], name: str) -> str:
        digits = int(facets.get("totalDigits", 5))
        if "Gross" in name:
            return "5" * min(digits, 4)
        return str(self.random.randint(1, 10 ** min(digits, 3) - 1))


def _branches(pattern: str) -> list[str]:
    """The alternatives of a pattern, of which none nests another."""
    depth, found = 0, [""]
    for character in pattern:
        depth += (character in "([") - (character in ")]")
        if character == "|" and depth == 0:
            found.append("")
        else:
            found[-1] += character
    return found

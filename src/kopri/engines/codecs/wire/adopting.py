"""XML with a format's element names in no namespace, or in another: taken as if it were the format.

Some systems send the standard's elements without the standard's namespace. They are read along the
grammar, and what the grammar does not know is pointed out and passed by.
"""

from collections.abc import Mapping

from lxml import etree

from kopri.engines.codecs.wire import wire_xml
from kopri.engines.codecs.wire.grammar import Findings, Record


def candidate(element: etree._Element, names: Mapping[str, Record]) -> etree._Element | None:
    """The first element, this one or below it, that a record could be: the local name tells."""
    for one in element.iter("{*}*"):
        record = names.get(etree.QName(one).localname)
        if record is not None and any(etree.QName(child).localname in record.tags for child in one):
            return one
    return None


def adopt(
    element: etree._Element, record: Record, *, tag: str, namespaces: Mapping[str, str],
    findings: Findings,
) -> None:
    """Give ``element`` and all below it the names of the format; the tree itself is changed."""
    findings.notice(
        code="namespace",
        message="“{name}” is not in the namespace of the standard; it is read as if it were.",
        path=wire_xml.where(element), remedy="Name the namespace {namespace}.",
        params={
            "name": etree.QName(element).localname[:80], "line": wire_xml.line(element),
            "namespace": etree.QName(tag).namespace or "",
        },
    )
    element.tag = tag
    _below(element, record, namespaces=namespaces, findings=findings)


def _below(
    element: etree._Element, record: Record, *, namespaces: Mapping[str, str], findings: Findings
) -> None:
    taken: set[str] = set()
    for child in list(element):
        members = record.tags.get(etree.QName(child).localname)
        if members is None:
            _pass_by(child, findings)
            element.remove(child)
            continue
        # of namesakes the second is the second member
        member = next((one for one in members if one.many or one.name not in taken), members[-1])
        taken.add(member.name)
        child.tag = f"{{{namespaces[member.prefix]}}}{member.tag}"
        kind = record.types[member.name]
        if isinstance(kind, Record) and not kind.simple:
            _below(child, kind, namespaces=namespaces, findings=findings)


def _pass_by(child: etree._Element, findings: Findings) -> None:
    findings.notice(
        code="passed_by", message="The standard has no “{name}” here; it is not taken.",
        path=wire_xml.where(child), remedy="Say it with an element of the standard.",
        params={"name": etree.QName(child).localname[:80], "line": wire_xml.line(child)},
    )

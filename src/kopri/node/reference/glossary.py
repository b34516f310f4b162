"""``glossary.md``: the words of the field in four languages."""

from collections.abc import Sequence

from kopri.engines.countrydata import PairData
from kopri.engines.countrydata.reference import Term
from kopri.node.reference.markdown import code, page, table

LEAD = """What the code, the pages and the documents call things. A star marks Kazakh and
Turkmen words that await a native speaker's eye; sources and confidence stand in the CSV."""
LANGUAGES = ("kk", "tk", "ru", "en")


def glossary(pairs: Sequence[PairData]) -> str:
    """The page; every pair reads the same reference folder."""
    terms = sorted(pairs[0].reference.glossary, key=lambda term: term.term)
    domains = sorted({term.domain for term in terms})
    return page("Glossary", of="`countries/reference/glossary.csv`", lead=LEAD, blocks=[
        part for domain in domains for part in (f"## {domain}", table(
            ("term", *LANGUAGES),
            [(code(term.term), *(_word(term, language) for language in LANGUAGES))
             for term in terms if term.domain == domain]))
    ])


def _word(term: Term, language: str) -> str:
    word = str(getattr(term.names, language))
    return word + (" *" if word and term.unsure and language in ("kk", "tk") else "")

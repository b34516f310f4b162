"""What officers must know of the logs: where the picture before them may not be whole."""

from collections.abc import Sequence

from kopri.interfaces.web.words import Text, say
from kopri.journal.charges import CHARGES
from kopri.journal.queries import IncidentLine, LogLine, incidents, logs


def warnings() -> list[Text]:
    """One sentence for each followed log that is stopped or incomplete here; two for the own one."""
    own, *followed = logs()
    return [*troubles_of(own, incidents()), *(
        sentence for log in followed for sentence in _warning(log))]


def troubles_of(own: LogLine, found: Sequence[IncidentLine]) -> list[Text]:
    """Why this node does not sign, if it does not, and what is to be done."""
    charges = [CHARGES[each.code] for each in found
               if each.origin == own.origin and each.code in CHARGES]
    return [say(words) for charge in charges for words in (charge.message, charge.remedy)]


def _warning(log: LogLine) -> Sequence[Text]:
    if log.stopped:
        return [say("Nothing new of {log} is taken over, since it has broken its word: ask the other "
                    "side by telephone.", log=log.origin)]
    if log.since is not None:
        return [say("Entries of {log} are missing here from number {index} on: ask the other side "
                    "where it matters.", log=log.origin, index=log.since)]
    return []

"""What officers must know of other nodes' logs: where the picture before them may not be whole."""

from collections.abc import Sequence

from kopri.interfaces.web.words import Text, say
from kopri.journal.queries import LogLine, logs


def warnings() -> list[Text]:
    """One sentence for each followed log that is stopped or incomplete here."""
    return [sentence for log in logs() if not log.own for sentence in _warning(log)]


def _warning(log: LogLine) -> Sequence[Text]:
    if log.stopped:
        return [say("Nothing new of {log} is taken over, since it has broken its word: ask the other "
                    "side by telephone.", log=log.origin)]
    if log.since is not None:
        return [say("Entries of {log} are missing here from number {index} on: ask the other side "
                    "where it matters.", log=log.origin, index=log.since)]
    return []

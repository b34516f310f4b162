"""Which leaves the hashes of a proof stand for (RFC 6962, 2.1.1 and 2.1.2), as ranges."""


def _split(count: int) -> int:
    """The largest power of two smaller than ``count``."""
    return 1 << (count - 1).bit_length() - 1


def inclusion_ranges(*, index: int, size: int) -> list[tuple[int, int]]:
    """The [start, end) of each hash of PATH(index, D[size]), from the leaf up."""
    ranges: list[tuple[int, int]] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges[::-1]


def consistency_ranges(*, old: int, new: int) -> list[tuple[int, int]]:
    """The [start, end) of each hash of PROOF(old, D[new]), for 0 < old < new."""
    ranges: list[tuple[int, int]] = []
    start, end = 0, new
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    if start:  # the old tree is not itself a whole subtree of the new one
        ranges.append((start, end))
    return ranges[::-1]


def perfect_subtrees(start: int, end: int) -> list[tuple[int, int]]:
    """The (height, index) of the perfect subtrees that make up one range of a proof."""
    parts: list[tuple[int, int]] = []
    while start < end:
        height = (end - start).bit_length() - 1
        parts.append((height, start >> height))
        start += 1 << height
    return parts

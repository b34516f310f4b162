"""What the checks of a consignment found: faults, which refuse it, and warnings, which do not."""

from dataclasses import dataclass, field

from kopri.kernel.errors import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Everything at once. Paths are JSON pointers into the consignment."""

    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()


@dataclass(slots=True)
class Found:
    """The same, while it is being found."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def fault(
        self, *, code: str, message: str, path: str, rule: str, remedy: str, **params: str | int
    ) -> None:
        """Something that is wrong."""
        self.faults.append(Fault(
            code=code, message=message, path=path, rule=rule, remedy=remedy, params=params))

    def warn(
        self, *, code: str, message: str, path: str, rule: str, remedy: str, **params: str | int
    ) -> None:
        """Something that may be right and should be looked at."""
        self.warnings.append(Fault(
            code=code, message=message, path=path, rule=rule, remedy=remedy, params=params))

    @property
    def checked(self) -> Checked:
        """What was found so far."""
        return Checked(faults=tuple(self.faults), warnings=tuple(self.warnings))


def shown(value: object) -> str:
    """A value as a message shows it: never a long one."""
    return str(value)[:20]

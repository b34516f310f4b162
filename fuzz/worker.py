"""One codec under the fuzzer; a process of its own, since libFuzzer ends its process."""

import sys

import atheris

with atheris.instrument_imports(include=["kopri"], enable_loader_override=False):
    from fuzz.promises import keep


def main(name: str, *options: str) -> None:
    """Run until the time is up or a promise is broken."""
    promise = keep(name)
    atheris.Setup([sys.argv[0], *options], promise)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])

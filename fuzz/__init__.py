"""Coverage-guided fuzzing of every codec: `make fuzz`, with FUZZ_SECONDS for each of them.

Seeds are documents that we write ourselves, and third-party samples where they lie beside the
project. What is found (an exception, a hang, something written that cannot be read again) is kept
under var/fuzz and becomes a file of tests/unit/engines/codecs/findings.
"""

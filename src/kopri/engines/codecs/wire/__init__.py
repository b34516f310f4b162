"""The machinery of all codecs: grammars, mappings, and strict readers and writers of JSON and XML."""

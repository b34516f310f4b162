"""Documents of UN/CEFACT as JSON (D23B), and the first version of its eCMR in XML and JSON."""

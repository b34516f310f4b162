"""Documents of the Eurasian Economic Union as XML: preliminary information, waybills, transit."""

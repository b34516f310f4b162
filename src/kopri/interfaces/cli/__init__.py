"""Commands: translate, make one call, print."""

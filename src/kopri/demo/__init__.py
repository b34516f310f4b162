"""The simulated border day: a client over HTTP that knows engines and kernel only.

It plays a day of carriers and officers against two running nodes over a line that is really cut,
and reads its report from the journals; ``run.run`` begins it. Every truck and person is invented, and says so.
"""

from kopri.demo.nodes import Account, Nodes, Ran

__all__ = ["Account", "Nodes", "Ran"]

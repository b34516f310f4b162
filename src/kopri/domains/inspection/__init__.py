"""Joint inspection: one appointment, one unloading, one record of what was found; each side signs.

Words: *host* (the side at whose post the goods are unloaded), *guest* (a service of the other side
that a joint step lets work there: post, service, agreement, day), *information only* (no joint step:
the other side reads the record), *record* (findings, photographs, samples, seals: a set that grows
and that nobody can take from), *digest* (SHA-256 over the record, the same on both nodes),
*signature* (what one service of one side concludes over that digest, on its own node), *custody* (who
has a sample in hand), *recognised* (a result of the other side taken as one's own, where the pair's
table says so). A signature is no outcome: each service decides on the case itself.
Law: each state's own acts; WTO TFA articles 8 and 10; WCO guidelines on coordinated border
management; what both states agree in joint_steps.csv and recognition.csv.
"""

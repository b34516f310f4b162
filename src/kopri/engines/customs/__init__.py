"""How a customs system takes a declaration through: what it is told, and what it answers to it.

Written after the notifications and step texts of the published WCO Data Model export scenarios.
Own: nothing here computes a duty.
"""

from kopri.engines.customs.course import (
    Answer,
    Course,
    Declared,
    Kind,
    Stage,
    Step,
    amended,
    arrived,
    departed,
    examined,
    lodged,
    withdrawn,
)

__all__ = ["Answer", "Course", "Declared", "Kind", "Stage", "Step", "amended", "arrived", "departed",
           "examined", "lodged", "withdrawn"]

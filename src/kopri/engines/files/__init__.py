"""Files: what their bytes say they are, and whether they are whole. Pure, no I/O.

The name and the sender's word count for nothing. A file is looked at as an envelope only: that it
begins and ends as its kind does, and that XML and JSON can be read. What is drawn inside a PDF or
a picture is not judged, and no file is ever shown as a page of ours.
"""

from kopri.engines.files.kinds import JPEG, JSON, PDF, PNG, XML, kind_of
from kopri.engines.files.wholeness import is_whole

__all__ = ["JPEG", "JSON", "PDF", "PNG", "XML", "is_whole", "kind_of"]

"""From files to articles: find the sources, read each, mark what is page residue, and say why one cannot be read.

Nothing here fetches anything, and nothing that a file holds can make reading cost more than the limits of ``Config``.
Every source gives an ``Article`` or an ``UnreadableError`` whose code is one of ``CODES``.
"""

from detente.read.article import read
from detente.read.codes import CODES, Code
from detente.read.files import Source, discover, source_id

__all__ = ["CODES", "Code", "Source", "discover", "read", "source_id"]

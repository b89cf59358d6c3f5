"""From files to articles: find the sources, read each, mark what is page residue, and say why one cannot be read.

Nothing that a file holds can make reading cost more than the limits of ``Config``. A file may hold many articles (web
archive, table, mailbox, feed, export): ``containers`` makes a source of each. Every source gives an ``Article`` or an
``UnreadableError`` whose code is one of ``CODES``. ``fetch`` alone uses the network, for addresses a user has named.
"""

from detente.read.article import read
from detente.read.codes import CODES, Code
from detente.read.files import Source, discover, source_id

__all__ = ["CODES", "Code", "Source", "discover", "read", "source_id"]

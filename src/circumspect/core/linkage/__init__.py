"""Is this account one of my clients? Names, handles and addresses compared with a roster, with reasons."""

from circumspect.core.linkage.mentions import Mentions
from circumspect.core.linkage.score import Linker

__all__ = ["Linker", "Mentions"]

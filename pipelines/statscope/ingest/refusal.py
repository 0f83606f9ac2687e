"""The refusal of a whole file.

Belongs here: the one exception by which any step of reading refuses a file. Does not belong
here: the rejection of single rows (``conforming``).
"""

from __future__ import annotations

from statscope.registers.contract import FileReason


class FileRefusedError(Exception):
    """A file cannot become rows.

    Attributes:
        reason: stable code of ``registers.md``.
        detail: one line for the operator, Chinese first, then English.
    """

    def __init__(self, reason: FileReason, zh: str, en: str) -> None:
        """Refuse for a reason, said in Chinese and in English."""
        self.reason = reason
        self.detail = f"{zh} | {en}"
        super().__init__(self.detail)

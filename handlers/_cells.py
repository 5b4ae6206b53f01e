"""A text as a cell of a sheet that a spreadsheet opens: as words, whatever they begin with."""

from __future__ import annotations

import re

# A spreadsheet takes what begins like this for a formula; and where its cells are parted otherwise than ours, so does
# what stands after such a sign within a text.
_FORMULA = re.compile(r"(^|[;,\t\r\n])(\s*)(?=[=+\-@\uff0b\uff1d\uff20\uff0d])")


def cell(text: str) -> str:
    return _FORMULA.sub(r"\1\2'", text)

"""What `help` is parted into: the same as what there is to learn."""

from __future__ import annotations

from core.learning import Chapter as Chapter

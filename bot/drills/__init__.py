"""Drills: what is promised of faults and crashes, tried out in a data folder of their own."""

from bot.drills.backup import drill_backup
from bot.drills.crash import drill_crash
from bot.drills.egress import drill_egress
from bot.drills.rotation import drill_rotation
from bot.drills.tampering import drill_tampering
from bot.drills.torn import drill_torn

__all__ = [
    "drill_backup",
    "drill_crash",
    "drill_egress",
    "drill_rotation",
    "drill_tampering",
    "drill_torn",
]

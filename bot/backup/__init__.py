"""Backups: everything but the keys and the indexes, in one sealed file that either database takes back."""

from bot.backup.archive import Backup, back_up, last_backup
from bot.backup.restoring import restore
from bot.backup.stream import BackupError

__all__ = ["Backup", "BackupError", "back_up", "last_backup", "restore"]

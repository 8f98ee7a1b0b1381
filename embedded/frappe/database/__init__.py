"""SQLite in the place of MariaDB."""

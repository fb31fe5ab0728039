"""Files that organisations deliver: their bytes, rows and acceptance, not their meaning."""

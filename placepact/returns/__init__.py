"""Files that organisations deliver: their bytes, rows, progress and acceptance; not their meaning."""

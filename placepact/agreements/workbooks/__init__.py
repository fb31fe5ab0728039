"""An agreement as a workbook: its layout as data, reading it cell by cell, and writing an empty one to fill in."""

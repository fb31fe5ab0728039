"""A request as a workbook: filled offline, sent back, and what was refused of it returned to be mended."""

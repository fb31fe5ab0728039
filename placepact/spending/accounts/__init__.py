"""From published accounts to lines: the tidy CSV, and the ministry's own workbook."""

"""The spreadsheet: one simple template, as CSV and XLSX, for those who have nothing else."""

"""How the workbook looks: colours, number formats, styles, paper and charts."""

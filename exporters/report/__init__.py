"""The report's pages as marks with tags: laid out here once, painted by the PDF and by the preview alike."""

"""The workbench: pages an analyst reads in a browser, and the same answers as REST."""

"""``detente export``: what the store holds, for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.faces.app import StoreOption, app, opened

__all__ = ["export"]


@app.command(
    epilog="""\b
Examples:
  detente export statements -o statements.parquet
  detente export annotations -o statements.jsonld
  detente export network -o who-speaks-of-whom.graphml
  detente export stix -o bundle.json
  detente export citations -o articles.bib

\b
articles, statements, events, commitments, forecasts, retellings, pairs, rejects: .csv .jsonl .json .parquet
annotations: .jsonld (W3C Web Annotation, PROV)       network: .graphml
stix: .json (STIX 2.1)                                citations: .json (CSL) .bib .ris"""
)
def export(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="What is exported; see below.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="The file; its ending names the format.")
    ],
    store: StoreOption = None,
) -> None:
    """Write what the store holds to a file another program opens."""
    from detente.tell import exports

    with opened(store) as held:
        count = exports.write(held, what, output)
    typer.echo(f"wrote {output}: {count:,}", err=True)

"""``detente serve`` and ``detente mcp``: the workbench in a browser, the store for an assistant."""

from __future__ import annotations

import secrets
from typing import Annotated

import typer

from detente.config import default_store
from detente.errors import DetenteError, UsageError
from detente.faces.app import StoreOption, app, opened, user

PORT, MCP_PORT = 8734, 8735


@app.command(
    epilog="""\b
Examples:
  detente serve
  detente serve --port 9000 --write
  detente serve --host 0.0.0.0 --name news.example.org"""
)
def serve(
    store: StoreOption = None,
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="0 takes any that is free.")] = PORT,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Any but loopback needs a token, which is made.")
    ] = "127.0.0.1",
    name: Annotated[
        list[str] | None, typer.Option(metavar="HOST", help="A further name the server answers to.")
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Let readers correct, resolve, rate and save searches.")
    ] = False,
    author: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who the decisions are by.", show_default="you")
    ] = None,
) -> None:
    """Serve the workbench until Ctrl-C.

    It binds to loopback; on any other address, whoever calls must bring the token that is printed.
    """
    import uvicorn

    from detente.faces.web.application import LOOPBACK, Settings, create

    outside = host not in LOOPBACK
    settings = Settings(
        store=store or default_store(),
        write=write,
        token=secrets.token_urlsafe(24) if outside else None,
        hosts=(*LOOPBACK, *(name or ()), *((host,) if outside and host != "0.0.0.0" else ())),  # noqa: S104
        author=author or user(),
    )
    application = create(settings)
    config = uvicorn.Config(
        application, host=host, port=port, log_level="warning", server_header=False, access_log=False
    )
    server = uvicorn.Server(config)
    try:
        listening = config.bind_socket()
    except SystemExit as error:
        raise UsageError(f"port {port} of {host} is taken or not allowed; name another with --port") from error
    # Who opens the address as soon as it is printed waits until the server takes calls, and is not refused.
    listening.listen()
    shown = f"http://{host}:{listening.getsockname()[1]}/" + (f"?token={settings.token}" if settings.token else "")
    typer.echo(f"detente serves {settings.store} at {shown}  (Ctrl-C ends it)")
    if write:
        typer.echo(f"programs that write over REST send the header X-Detente-Key: {settings.form_key}")
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    except OSError as error:
        raise DetenteError(f"the server stopped: {error}") from error


@app.command(
    epilog="""\b
Examples:
  detente mcp --store ~/russia
  detente mcp --http --port 8735"""
)
def mcp(
    store: StoreOption = None,
    http: Annotated[bool, typer.Option("--http", help="Serve HTTP on loopback instead of standard input.")] = False,
    port: Annotated[int, typer.Option(min=1, max=65535, metavar="N", help="The port of --http.")] = MCP_PORT,
) -> None:
    """Answer an assistant over the Model Context Protocol, read-only.

    An assistant on this machine starts it by itself: name this command in its list of MCP servers. Needs the extra:
    pip install "detente[mcp]".
    """
    try:
        from detente.faces.mcp import server
    except ModuleNotFoundError as error:
        raise DetenteError(f'{error.name} is not installed; run: pip install "detente[mcp]"') from error
    with opened(store) as held:
        made = server(held)
        if not http:
            made.run("stdio")
            return
        typer.echo(f"detente answers MCP at http://127.0.0.1:{port}/mcp  (Ctrl-C ends it)", err=True)
        made.run("streamable-http", host="127.0.0.1", port=port)

"""`copydesk settings`: every setting, what it is now, and what it means."""

import sys

from service.cli.endings import quiet_when_nobody_reads, settings_or_end

WIDE = 200  # columns where there is no terminal to fit


def settings() -> None:
    """List every setting: its variable, its value now, its default and its meaning."""
    now = settings_or_end()
    from rich.console import Console  # noqa: PLC0415  # --help does not wait for it
    from rich.table import Table  # noqa: PLC0415  # likewise
    from rich.text import Text  # noqa: PLC0415  # likewise

    from service.settings import PREFIX  # noqa: PLC0415  # likewise

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("Variable", no_wrap=True)
    table.add_column("Value", overflow="fold")
    table.add_column("Default", overflow="fold")
    table.add_column("Meaning")
    for name, field in type(now).model_fields.items():
        value, default = getattr(now, name), field.get_default(call_default_factory=True, validated_data={})
        table.add_row(
            PREFIX + name.upper(),
            Text(_said(value), style="" if value == default else "bold"),
            Text(_said(default), style="dim"),
            field.description,
        )
    console = Console(width=None if sys.stdout.isatty() else WIDE, highlight=False)
    with quiet_when_nobody_reads():
        console.print(table)


def _said(value: object) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else f"{value}"  # a secret is asterisks

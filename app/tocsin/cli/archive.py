"""`tocsin search` and `tocsin alerts`: what was read, and what rang."""

from __future__ import annotations

import click

from tocsin.cli.common import as_json, iso, local, now, print_json, since, store_of, with_profile
from tocsin.cli.marking import marked, refuse
from tocsin.core.query import Mistake, read
from tocsin.core.text import clean
from tocsin.desktop.profile import Profile


@click.command()
@click.argument("query")
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True, help="At most so many.")
@click.option("--since", "since_", metavar="WHEN", help="A date (2026-11-01) or an age (2d, 12h).")
@as_json
@with_profile
def search(profile: Profile, query: str, limit: int, since_: str | None, as_json: bool) -> None:
    """Search everything that was read, newest first.

    \b
    Example:
      tocsin search '"Le Pen" OR NATO' --since 2d
    """
    with store_of(profile) as store:
        understood = read(query, named=store.names.of)
        if isinstance(understood, Mistake):
            refuse(understood)
        found = store.articles.search(understood, now=now(), limit=limit, since=since(since_))
    for one in found:
        row, match = one.row, one.match
        if as_json:
            print_json(
                {
                    "id": row.id, "title": row.title, "outlet": row.outlet, "url": row.link,
                    "published": iso(row.published), "seen": iso(row.seen), "clause": match.clause,
                    "field": match.field, "sentence": match.sentence, "spans": match.sentence_spans,
                }
            )  # fmt: skip
            continue
        titles = [(hit.start, hit.end) for hit in match.hits if hit.field == "title"]
        click.echo(f"{local(row.seen)}  {marked(row.title, titles)}")
        click.echo(f"                  {clean(row.outlet, 60)}  {row.link}")
        if match.sentence and not titles:
            click.echo(f"                  {marked(match.sentence, match.sentence_spans)}")
    if not found and not as_json:
        click.echo("Nothing in the archive answers that.")


@click.command()
@click.option("--watch", "name", metavar="NAME", help="Of this watch alone.")
@click.option("--since", "since_", metavar="WHEN", help="A date (2026-11-01) or an age (2d, 12h).")
@click.option("--limit", type=click.IntRange(1, 100_000), default=200, show_default=True, help="At most so many.")
@as_json
@with_profile
def alerts(profile: Profile, name: str | None, since_: str | None, limit: int, as_json: bool) -> None:
    """Show the ledger: what rang, and what was held back and why, newest first.

    \b
    Example:
      tocsin alerts --watch NATO --since 12h
    """
    with store_of(profile) as store:
        watch_id = store.watches.by_name(name).id if name else None
        ledger = store.alerts.ledger(watch_id=watch_id, since=since(since_), limit=limit)
        others = store.deliveries.of_alerts([one.alert.id for one in ledger])
    for one in ledger:
        alert = one.alert
        state = "held" if alert.held else alert.acted or ("rung" if alert.rung else "owed")
        if as_json:
            print_json(
                {
                    "alert": alert.id, "watch": one.watch, "story": alert.story_id, "headline": one.headline,
                    "outlet": one.outlet, "published": iso(one.published), "seen": iso(one.seen),
                    "matched": iso(alert.matched), "owed": iso(alert.owed), "rung": iso(alert.rung),
                    "bell": alert.bell or None, "state": state, "held": alert.held.value if alert.held else None,
                    "reason": alert.reason.value, "waited": alert.waited.value if alert.waited else None,
                    "url": one.url, "article": alert.article_id, "clause": one.clause, "field": one.field,
                    "sentence": one.sentence,
                    "other_bells": [
                        {"bell": each.bell, "state": each.state, "sent": iso(each.sent)}
                        for each in others.get(alert.id, ())
                    ],
                }
            )  # fmt: skip
            continue
        what = f"{state} by {alert.bell}" if alert.bell else state
        if alert.held:
            what = f"held back: {alert.held.value}" + (f" until {local(alert.until)}" if alert.until else "")
        click.echo(f"{local(alert.matched)}  {clean(one.watch, 30)}  {clean(one.headline, 120)}")
        also = "".join(f" · {each.state}: {clean(each.bell, 40)}" for each in others.get(alert.id, ()))
        click.echo(f"                  {clean(one.outlet, 60)} · {what}{also}")
    if not ledger and not as_json:
        click.echo("Nothing has rung yet.")

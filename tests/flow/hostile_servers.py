"""Servers that misbehave on the wire: what they do, and what the monitor has to make of it."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler

from flow.hostile import REFUSED, SOON, Behaviour, acts, answers, feed, head, headline, item, news, says
from servers.web import Web

OUR_OWN = feed(item("An old tale", guid="old"))


def _too_short(talk: BaseHTTPRequestHandler) -> None:
    talk.wfile.write(head("Content-Length: 90000") + news())


def _too_long(talk: BaseHTTPRequestHandler) -> None:
    body = news()
    talk.wfile.write(head(f"Content-Length: {len(body)}") + body + b"HTTP/1.1 500 A lie\r\n\r\n" + b"x" * 5000)


def _one_byte_at_a_time(talk: BaseHTTPRequestHandler) -> None:
    for byte in head("Connection: close") + news():
        talk.wfile.write(bytes([byte]))


def _promises_to_stay(talk: BaseHTTPRequestHandler) -> None:
    body = news()
    talk.wfile.write(head("Connection: keep-alive", f"Content-Length: {len(body)}") + body)


def _wants_a_cookie(talk: BaseHTTPRequestHandler) -> None:
    talk.wfile.write(head(f"Location: {talk.path}", "Set-Cookie: seen=1", "Content-Length: 0", status="302 Found"))


def _chain(hops: int) -> Behaviour:
    def serve(web: Web, path: str) -> None:
        for hop in range(hops):
            web.redirect(f"{path}/{hop}" if hop else path, f"{path}/{hop + 1}")
        web.serve(f"{path}/{hops}", news())

    if hops > 5:
        return Behaviour(f"sends round {hops} corners", serve, "in circles", due=SOON)
    return Behaviour(f"sends round {hops} corners", serve, new=1, rings=1)


def _led(name: str, to: str, trouble: str, status: int = 302) -> Behaviour:
    return Behaviour(name, lambda web, path: web.redirect(path, to, status), trouble, due=SOON)


def _secure(web: Web, path: str) -> None:
    web.redirect(path, f"https://127.0.0.1:{web.port}{path}")


def _status(
    status: int, trouble: str, due: timedelta = SOON, mend: str = "", *, gone: bool = False, after: str = ""
) -> Behaviour:
    headers = {"Retry-After": after} if after else {}
    name = f"answers {status}" + (f" and to come back after {after}" if after else "")
    return Behaviour(name, answers(b"no", status=status, headers=headers), trouble, due=due, mend=mend, gone=gone)


def _in_two_hours(web: Web, path: str) -> None:
    when = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
    now = format_datetime(datetime.now(UTC), usegmt=True)
    web.raw(path, head(f"Retry-After: {when}", f"Date: {now}", "Content-Length: 0", status="503 Busy"))


TOO_MUCH, CUT, ODD = "that is too much for a feed", "broke off in the middle", "cannot be understood"

WIRE = (
    Behaviour("drips a byte now and then", lambda web, path: web.drip(path, seconds=0.2), "was too slow", due=SOON),
    Behaviour("says nothing", lambda web, path: web.silent(path), "did not answer in time", due=SOON),
    Behaviour("sends a byte at a time but all", acts(_one_byte_at_a_time), new=1, rings=1),
    Behaviour("breaks the connection in the body", lambda web, path: web.reset(path), CUT, due=SOON),
    Behaviour("hangs up without a word", says(b""), "hung up without an answer", due=SOON),
    Behaviour("sends less than promised", acts(_too_short), CUT, due=SOON),
    Behaviour("sends more than promised", acts(_too_long), new=1, rings=1),
    Behaviour("promises to stay and hangs up", acts(_promises_to_stay), new=1, rings=1),
    Behaviour("says no length and hangs up", says(head("Connection: close") + news()), new=1, rings=1),
    Behaviour("counts below nothing", says(head("Content-Length: -5") + news()), ODD, due=SOON),
    Behaviour("counts in words", says(head("Content-Length: many") + news()), ODD, due=SOON),
    Behaviour("counts to the moon", says(head("Content-Length: 99999999999")), TOO_MUCH, due=SOON),
    Behaviour("packs a bomb", lambda web, path: web.bomb(path, size=20 * 2**20), TOO_MUCH, due=SOON),
    Behaviour("says packed and is not", answers(news(), headers={"Content-Encoding": "gzip"}), "unpacked", due=SOON),
    Behaviour(
        "packs in a way of its own", answers(news(), headers={"Content-Encoding": "x-own"}), "unpacked", due=SOON
    ),
    Behaviour(
        "packs and loses the end",
        answers(gzip.compress(feed(*(item(headline(), guid=f"{n}") for n in range(3))))[:-70],
                headers={"Content-Encoding": "gzip", "ETag": '"cut"'}), new=1, rings=1,
    ),
    Behaviour("sends heads without an end", lambda web, path: web.header_flood(path), "endless head", due=SOON),
    Behaviour("sends one huge line in its head", says(head("X: " + "y" * 400_000) + news()), "endless head", due=SOON),
    Behaviour("says wait a thousand times", says(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000), "endless head", due=SOON),
    Behaviour("sends without an end", lambda web, path: web.endless(path), TOO_MUCH, due=SOON),
    Behaviour("speaks HTTP 0.9", says(news()), ODD, due=SOON),
    Behaviour("speaks something else", says(b"220 mail.example ESMTP\r\n"), ODD, due=SOON),
    Behaviour("has a status of letters", says(b"HTTP/1.1 two hundred\r\n\r\n" + news()), ODD, due=SOON),
    Behaviour("has a status of none", says(b"HTTP/1.1 000 Nothing\r\n\r\n"), ODD, due=SOON),
    Behaviour(
        "sends pieces of nonsense", says(head("Transfer-Encoding: chunked") + b"zz\r\nrubbish\r\n"), CUT, due=SOON
    ),
    Behaviour(
        "sends pieces and no last one", says(head("Transfer-Encoding: chunked") + b"6\r\n<rss/>\r\n"), CUT, due=SOON
    ),
    Behaviour("speaks plainly where TLS is expected", _secure, "No secure connection", due=SOON),
    Behaviour("wants a cookie", acts(_wants_a_cookie), "in circles", due=SOON),
    _led("sends in a circle", "/sends-in-a-circle", "in circles"),
    *(_chain(hops) for hops in (1, 5, 6)),
    _led("sends to a file", "file:///etc/passwd", "not on the web"),
    _led("sends to another kind of server", "ftp://127.0.0.1/feed", "not on the web"),
    _led("sends to gopher", "gopher://127.0.0.1:70/1", "not on the web"),
    _led("sends to a script", "javascript:alert(1)", "not on the web"),
    _led("sends to data", "data:text/xml,<rss/>", "not on the web"),
    _led("sends to a port that is shut", "http://127.0.0.1:1/", "could not be reached"),
    _led("sends to an address that is none", "http://[::bad/", "circles|on the web|can be fetched|understood"),
    Behaviour("sends nowhere for good", answers(status=301), "without saying where (301)", due=SOON),
    Behaviour("sends nowhere for now", answers(status=302), "without saying where (302)", due=SOON),
    Behaviour("offers a choice", answers(b"<p>choose", status=300), "without saying where (300)", due=SOON),
    Behaviour("says unchanged without being asked", answers(status=304), "(304)", due=SOON),
    Behaviour("answers 204", answers(status=204), "an empty answer", due=SOON),
    Behaviour("answers 205", says(head("Content-Length: 0", status="205 Reset")), "an empty answer", due=SOON),
    Behaviour("answers 206 with all", answers(news(), status=206), new=1, rings=1),
    Behaviour("answers 200 with nothing", answers(b""), "an empty answer", due=SOON),
    Behaviour("answers 200 with blanks", answers(b" \r\n\t" * 50), "an empty answer", due=SOON),
    Behaviour("answers 200 with its own error", answers(b"<html><h1>Error 500</h1>"), "a web page", due=SOON),
    Behaviour("cuts an entry in two", answers(feed(item(headline(), guid="new"))[:-30]), new=1, rings=1),
    _status(400, "refuses the request (400)"),
    _status(401, "asks for a name and a password", mend="password"),
    _status(402, "wants to be paid"),
    _status(403, "refuses to hand out this feed (403)", REFUSED),
    _status(404, "nothing at this address (404)"),
    _status(406, "refuses the request (406)"),
    _status(407, "The proxy asks for a name", mend="password"),
    _status(408, "gave up waiting (408)"),
    _status(410, "gone for good (410)", mend="address", gone=True),
    _status(418, "refuses the request (418)"),
    _status(429, "come back later (429)", REFUSED),
    _status(429, "come back later (429)", timedelta(hours=2), after="7200"),
    _status(429, "come back later (429)", timedelta(days=1), after="999999999"),
    _status(451, "for legal reasons (451)"),
    _status(500, "in trouble itself (500)"),
    _status(502, "in trouble itself (502)"),
    _status(503, "overloaded or under repair (503)", REFUSED),
    _status(503, "overloaded or under repair (503)", REFUSED, after="0"),
    _status(503, "overloaded or under repair (503)", REFUSED, after="when it suits"),
    Behaviour("answers 503 until a date", _in_two_hours, "under repair (503)", due=timedelta(hours=2)),
    _status(511, "in trouble itself (511)"),
    _status(599, "in trouble itself (599)"),
    _status(999, "makes no sense (999)"),
)

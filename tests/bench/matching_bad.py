"""Queries that somebody may paste to do harm, or by mistake."""

from __future__ import annotations

BAD = {
    "100,000 characters": "nato " * 20_000,
    "one word of 5,000 letters": "a" * 5_000,
    "10,000 nested parentheses": "(" * 10_000 + "a" + ")" * 10_000,
    "9,000 parentheses that nobody closes": "(" * 9_000,
    "9,000 parentheses that nobody opened": ")" * 9_000,
    "5,000 minus signs": "-" * 5_000 + "a",
    "1,500 zones in zones": "title:" * 1_500 + "a",
    "catastrophic elsewhere": "/(a+)+(a|aa)*$/",
    "an expression that grows": "/" + "(" * 20 + "a{1000}" + "){1000}" * 20 + "/",
    "an expression of 6,000 characters": "/" + "a?" * 3_000 + "/",
    "unbalanced everything": '(" ( /[( "' * 900,
    "lone surrogates": "\ud800\udfff",
    "controls of direction": "\u202e\u2066\u200f",
    "9,000 combining marks": "\u0301" * 9_000,
    "9,000 combining marks of two classes on a letter": "a" + "\u0301\u0323" * 4_500,
    "9,000 stars": "*" * 9_000,
    "2,000 words": "nato " * 1_990,
    "a saved query that contains itself": "@me",
}

"""What leaves an agency says nothing of the list it was made of, without the shared secret."""

import secrets

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from markaz.records.errors import InvalidValueError
from markaz.subjects.blind.encoding import BITS, LISTED, encode, fingerprint, tokens

SECRET = secrets.token_bytes(32)
NAMES = ["Gul Rahim", "Sher Zaman", "شیر زمان", "Noor Wali s/o Lal Khan", "Haji Abdul Qadir"]
PHONES = ["0300-1234567", "+92 345 7654321"]


def listed(*rows: dict[str, object]) -> pa.Table:
    plain = {"father_name": "", "birth_year": None, "numbers": []}
    told = [{"row": row, **plain, **one} for row, one in enumerate(rows)]
    return pa.Table.from_pylist(told, schema=LISTED)


def sent(table: pa.Table) -> bytes:
    """Everything that is in the table, as bytes and as text."""
    return repr(table.to_pylist()).encode() + b"".join(
        value for column in ("own", "kin") for value in table[column].to_pylist()
    )


def pieces(raw: str) -> set[bytes]:
    """Every four letters or digits in a row: hexadecimal holds shorter ones by chance."""
    text = "".join(char for char in raw if char.isalnum())
    return {text[at : at + 4].encode() for at in range(len(text) - 3)}


@given(
    name=st.sampled_from(NAMES) | st.text("ghijklmnoprstuvwxyzگلرحیم ", min_size=4, max_size=30),
    father=st.sampled_from([*NAMES, ""]),
    phone=st.sampled_from(PHONES),
)
def test_no_raw_value_is_in_what_was_sent(name, father, phone):
    row = {"name": name, "father_name": father, "birth_year": 1987, "numbers": [phone]}
    bytes_sent = sent(encode(listed(row), secret=SECRET))
    for raw in (name.lower(), name, father, phone, "923001234567", "923457654321"):
        for piece in pieces(raw):
            # Four digits stand in 32 of hexadecimal by chance; a whole number does not.
            assert piece.isdigit() or piece not in bytes_sent
        whole = "".join(char for char in raw if char.isalnum()).encode()
        assert len(whole) < 9 or whole not in bytes_sent


def test_without_the_secret_a_known_name_cannot_be_tried_out():
    row = {"name": "Gul Rahim", "birth_year": 1987, "numbers": PHONES}
    ours = encode(listed(row), secret=SECRET).to_pylist()[0]
    guess = encode(listed(row), secret=secrets.token_bytes(32)).to_pylist()[0]
    assert not set(ours["numbers"]) & set(guess["numbers"])
    assert (ours["year"], ours["token"]) != (guess["year"], guess["token"])
    both, mine, theirs = (
        bin(int.from_bytes(bits)).count("1")
        for bits in (
            bytes(a & b for a, b in zip(ours["own"], guess["own"], strict=True)),
            ours["own"],
            guess["own"],
        )
    )
    # As many bits in common as chance gives two rows of so many.
    assert both <= 3 * mine * theirs / BITS + 8


def test_the_order_of_a_sorted_list_is_lost():
    table = listed(*({"name": f"{letter} Khan"} for letter in "abcdefghijklmnop"))
    sent_in_order = encode(table, secret=SECRET)["token"].to_pylist()
    assert sent_in_order == sorted(sent_in_order)
    in_order = tokens(table, secret=SECRET)
    assert set(in_order) == set(sent_in_order)
    assert in_order != sent_in_order


def test_no_two_lists_share_a_token():
    ours, theirs = listed({"name": "Gul Rahim"}), listed({"name": "Noor Wali"})
    assert tokens(ours, secret=SECRET) != tokens(theirs, secret=SECRET)


def test_a_short_secret_is_refused_in_a_sentence_that_says_what_to_do():
    with pytest.raises(InvalidValueError, match=r"has 6 bytes and needs 32: make one with"):
        encode(listed({"name": "Gul Rahim"}), secret=b"secret")


def test_two_lists_tell_whether_they_share_a_secret():
    assert fingerprint(SECRET) == fingerprint(bytes(SECRET))
    assert fingerprint(SECRET) != fingerprint(secrets.token_bytes(32))

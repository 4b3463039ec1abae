"""What a program writes behind the sure digits of a number is no correction of the report."""

import pytest


def _hashes(standard, *quantities: str) -> list[int]:
    return [standard({"quantity": text}).reports[0]["content_hash"] for text in quantities]


@pytest.mark.parametrize(
    ("sent", "sent_again"),
    [
        ("29.29707567359661", "29.2970756735966"),
        ("7.729999999999999", "7.73"),
        ("0.45299999999999996", "0.453"),
        ("5737.564804755329", "5737.564804755325"),
        ("99.99999999999999999", "100"),
    ],
)
def test_the_same_number_with_other_noise_is_the_same_report(standard, sent, sent_again):
    first, again = _hashes(standard, sent, sent_again)
    assert first == again


@pytest.mark.parametrize(
    ("sent", "corrected"),
    [("7.729999999999999", "7.74"), ("12.5", "12.50"), ("1234567.12345", "1234567.12346")],
)
def test_another_number_or_another_spelling_is_a_correction(standard, sent, corrected):
    first, again = _hashes(standard, sent, corrected)
    assert first != again


def test_noise_in_one_line_of_a_case_is_no_correction_of_the_case(standard):
    def case(quantity: str) -> int:
        lines = standard({"quantity": quantity}, {"substance": "heroin", "quantity": "2"})
        return lines.reports[0]["content_hash"]

    assert case("7.729999999999999") == case("7.73")
    assert case("7.73") != case("7.74")


def test_the_number_is_kept_as_it_was_written(standard):
    (report,) = standard({"quantity": "7.729999999999999"}).reports
    assert "7.729999999999999" in report["as_written"]

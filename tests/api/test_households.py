"""What the API tells of a household, and to whom."""

from .caller import Caller


def test_the_assessor_is_not_given_the_phone_of_a_household(cast):
    cast.household(officer=cast.tian)
    assert Caller(cast.office).items("households")[0]["phone"] == "19900001234"
    assert Caller(cast.assessor).items("households")[0]["phone"] == ""
    assert not Caller(cast.assessor).items("households", q="19900001234")
    assert Caller(cast.office).items("households", q="19900001234")

"""Rules that only the database can hold for every writer: spans that must not overlap, rows only added."""

from django.db import migrations

from lianxin.kernel.appended import AppendOnly
from lianxin.kernel.overlap import NoOverlap


class Migration(migrations.Migration):
    dependencies = [("lianxin", "0001_initial")]
    operations = [
        NoOverlap(
            "one_responsible",
            "lianxin_pairing",
            "household_id",
            "lianxin_household",
            ("responsible", "TRUE"),
        ),
        NoOverlap(
            "one_head",
            "lianxin_membership",
            "household_id",
            "lianxin_household",
            ("is_head", "TRUE"),
        ),
        NoOverlap("one_holder", "lianxin_holder", "post_id", "lianxin_post"),
        NoOverlap("one_home", "lianxin_membership", "person_id", "lianxin_person"),
        AppendOnly("lianxin_posting"),
        AppendOnly("lianxin_offerterms"),
        AppendOnly("lianxin_villagefact"),
        AppendOnly("lianxin_itemstep"),
        AppendOnly("lianxin_receiptword"),
        AppendOnly("lianxin_assessment"),
        AppendOnly("lianxin_assessmentstep"),
        AppendOnly("lianxin_frozenassessment"),
    ]

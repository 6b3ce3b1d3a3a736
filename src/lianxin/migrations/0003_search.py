"""The diary's words are found through an index of its own."""

from django.db import migrations

from lianxin.kernel.search import SearchIndex


class Migration(migrations.Migration):
    dependencies = [("lianxin", "0002_guards")]
    operations = [SearchIndex("lianxin_search", "lianxin_entry", "serial", "folded")]

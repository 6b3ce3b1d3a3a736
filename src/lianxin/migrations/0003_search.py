"""The words of the diary and of documents are found through indexes of their own."""

from django.db import migrations

from lianxin.kernel.search import SearchIndex


class Migration(migrations.Migration):
    dependencies = [("lianxin", "0002_guards")]
    operations = [
        SearchIndex("lianxin_search", "lianxin_entry", "serial", "folded"),
        SearchIndex("lianxin_document_search", "lianxin_document", "serial", "folded"),
    ]

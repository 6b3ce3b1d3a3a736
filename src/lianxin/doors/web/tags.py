"""Template tags of the house."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """``{% icon "home" %}``: a symbol of ``icons.html``; never the only sign of a meaning."""
    return format_html(
        '<svg class="i {}" aria-hidden="true"><use href="#i-{}"></use></svg>', extra, name
    )

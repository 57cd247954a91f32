"""Small words of the review pages."""

from django import template

from sanxiang.web.pages.register_words import clock_of

register = template.Library()


@register.filter
def as_clock(seconds: float | None) -> str:
    """A second of the recording as 1:05."""
    return clock_of(seconds)

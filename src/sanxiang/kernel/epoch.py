"""A time as seconds since 1970 straight from the database: for columns of 100,000 rows."""

from typing import Any

from django.db.models import FloatField, Func


class Epoch(Func):
    """`Epoch("offered_at")` in values_list or annotate; NULL stays None."""

    template = "EXTRACT(EPOCH FROM %(expressions)s)::double precision"
    arity = 1

    def __init__(self, expression: Any) -> None:
        super().__init__(expression, output_field=FloatField())

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """To the millisecond: a Julian day holds no more."""
        template = "round((julianday(%(expressions)s) - 2440587.5) * 86400.0, 3)"
        return self.as_sql(compiler, connection, template=template, **more)

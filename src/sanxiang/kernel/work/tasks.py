"""After-commit work: one task row for each reaction to a fact, written with the fact itself."""

import uuid

from django.utils.module_loading import import_string
from django_tasks import task


@task()
def react(reaction: str, fact_id: str) -> None:
    """Run one reaction on one fact. It may run again after a fault: reactions are idempotent."""
    # The facts room writes task rows, so it stands above this one; the task looks up at run time.
    fact = import_string("sanxiang.kernel.facts.domain.fact")(uuid.UUID(fact_id))
    import_string(reaction)(fact)


def follow(reaction: str, fact_id: uuid.UUID, *, queue: str) -> None:
    """Put a reaction on its queue, in the running transaction."""
    react.using(queue_name=queue).enqueue(reaction, str(fact_id))

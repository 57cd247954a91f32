"""Every exchange does the same: each scenario runs on each form that can do what it needs."""

from importlib import import_module

import pytest

from sanxiang.desk.contacts.events import Event
from tests.contract.harness import SUITE, Form, Scenario
from tests.contract.telling import well_told

SCENARIOS = ("scenarios_basic", "scenarios_calls", "scenarios_consult", "scenarios_faults")
FORMS = ("twin", "by_hand", "embedded")

for module in (*SCENARIOS, *FORMS):
    import_module(f"tests.contract.{module}")


def cases() -> list[object]:
    return [
        pytest.param(form, play, id=f"{form.name}-{play.__name__}", marks=form.marks)
        for form in SUITE.forms
        for play, needs in SUITE.scenarios
        if needs <= form.can
    ]


@pytest.mark.parametrize(("form", "play"), cases())
async def test_scenario(form: Form, play: Scenario) -> None:
    async with form.open() as harness:
        calls: list[str] = []
        dial = harness.call

        async def noted(**more: object) -> str:
            calls.append(await dial(**more))
            return calls[-1]

        harness.call = noted
        await play(harness)
        books: list[list[Event]] = [harness.events(call) for call in calls]
    for events in books:
        well_told(events)


def test_every_form_takes_part_in_something() -> None:
    for form in SUITE.forms:
        assert any(needs <= form.can for _, needs in SUITE.scenarios)

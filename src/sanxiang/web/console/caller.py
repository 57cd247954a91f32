"""Who is calling, as far as the file tells. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from sanxiang.desk.contacts.queries import CallerCard, masked
from sanxiang.office.estate.queries import Resident


@dataclass(frozen=True, slots=True)
class Caller:
    """`address`: how to say the name ("王先生"), only where one person is meant; `known`: on file at all."""

    address: str
    place: str
    number: str
    said_name: str
    known: bool
    by_number: Sequence[int]


def caller_of(card: CallerCard, *, number: str, place: str, name: str) -> Caller:
    """Read the card: by the number, else by the name given, else by who lives there if one person does."""
    sure = [one for one in card.residents if _has(one, number)]
    named = [one for one in card.residents if name and one.name == name]
    likely = sure or named or ([] if number or name else list(card.residents))
    return Caller(
        address=_address(likely[0]) if len(likely) == 1 else "",
        place=card.unit.label if card.unit else place,
        number=masked(number) if number else "",
        said_name=name,
        known=bool(card.residents),
        by_number=[one.pk for one in sure],
    )


def _has(resident: Resident, number: str) -> bool:
    return bool(number) and any(phone.number == number for phone in resident.phones.all())


def _address(resident: Resident) -> str:
    return f"{resident.surname}{resident.address_as}" if resident.surname and resident.address_as else ""

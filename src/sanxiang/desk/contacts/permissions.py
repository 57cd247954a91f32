"""Who may work on the registers."""

import rules

from sanxiang.office.people.permissions import (
    answers_calls,
    is_administrator,
    is_inspector,
    is_supervisor,
    same_site,
)

rules.add_perm("contacts.view_register", (answers_calls | is_inspector) & same_site)
rules.add_perm("contacts.work_calls", answers_calls & same_site)
rules.add_perm("contacts.correct", answers_calls & same_site)
rules.add_perm("contacts.play_recording", (answers_calls | is_inspector) & same_site)
rules.add_perm("contacts.open_data", answers_calls & same_site)
# Copying out (MED-2): whole numbers only by those who answer for the desk.
rules.add_perm("contacts.copy_register", (is_supervisor | is_inspector) & same_site)
rules.add_perm("contacts.copy_numbers", is_supervisor & same_site)
rules.add_perm("contacts.view_trail", (is_supervisor | is_inspector | is_administrator) & same_site)
rules.add_perm("contacts.manage_lines", (is_supervisor | is_administrator) & same_site)

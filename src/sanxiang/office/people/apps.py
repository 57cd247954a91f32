from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "sanxiang.office.people"
    label = "people"

from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "sanxiang.rules.editions"
    label = "editions"

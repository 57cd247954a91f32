from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "sanxiang.kernel.facts"
    label = "facts"

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "sanxiang.rules.deadlines"
    label = "deadlines"

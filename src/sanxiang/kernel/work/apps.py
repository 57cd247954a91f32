from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "sanxiang.kernel.work"
    label = "work"

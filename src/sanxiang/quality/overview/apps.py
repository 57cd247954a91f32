from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "sanxiang.quality.overview"
    label = "overview"

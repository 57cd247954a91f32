from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "sanxiang.quality.live"
    label = "live"

from django.apps import AppConfig


class ScoringConfig(AppConfig):
    name = "sanxiang.quality.scoring"
    label = "scoring"

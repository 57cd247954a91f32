from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "sanxiang.quality.review"
    label = "review"

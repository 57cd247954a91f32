from django.apps import AppConfig


class EstateConfig(AppConfig):
    name = "sanxiang.office.estate"
    label = "estate"

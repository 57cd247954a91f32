from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "sanxiang.desk.contacts"
    label = "contacts"

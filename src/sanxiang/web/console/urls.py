"""Addresses of the operator's console."""

from django.urls import path

from sanxiang.web.console.views import callbacks, card, coach, hand, page, row

app_name = "console"
urlpatterns = [
    path("", page.console, name="console"),
    path("desk/", page.desk, name="desk"),
    path("ticket/", page.ticket, name="ticket"),
    path("unclosed/", page.unclosed, name="unclosed"),
    path("card/", card.card, name="card"),
    path("calls/<str:call_id>/", row.read, name="row"),
    path("calls/<str:call_id>/note/", row.note, name="note"),
    path("calls/<str:call_id>/close/", row.close, name="close"),
    path("calls/<str:call_id>/wrong-number/", row.wrong_number, name="wrong_number"),
    path("calls/<str:call_id>/promise/", callbacks.promise, name="promise"),
    path("calls/<str:call_id>/live/", coach.stream, name="live"),
    path("coach/", coach.switch, name="coach"),
    path("callbacks/", callbacks.owed, name="callbacks"),
    path("callbacks/<uuid:callback_id>/take/", callbacks.take, name="take_callback"),
    path("callbacks/<uuid:callback_id>/keep/", callbacks.keep, name="keep_callback"),
    path("callbacks/<uuid:callback_id>/cancel/", callbacks.cancel, name="cancel_callback"),
    path("hand/state/<slug:verb>/", hand.state, name="hand_state"),
    path("hand/begin/<slug:direction>/", hand.begin, name="hand_begin"),
    path("hand/<str:call_id>/", hand.read, name="hand_call"),
    path("hand/<str:call_id>/<slug:verb>/", hand.key, name="hand_key"),
]

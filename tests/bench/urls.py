"""The product's addresses, and a bare view that inserts one row."""

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from config import urls


@csrf_exempt
def rows(request: HttpRequest) -> HttpResponse:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_row (text) VALUES (%s)", [request.POST["choice"]])
    return HttpResponse("ok")


urlpatterns = [path("bench/rows/", rows), *urls.urlpatterns]

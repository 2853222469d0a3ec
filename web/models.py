"""What the floor of pages keeps of people: what somebody types and has not sent yet."""

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """What one person has typed into one form: theirs alone, in no journal, gone once it is sent or they are."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=300)  # the address of the form
    fields = models.JSONField()  # each name with its values, as a browser sends them
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "place"], name="one_draft_a_form_a_person")]

    def __str__(self) -> str:
        return f"{self.member_id} · {self.place}"

"""What a vote's form says beside the answer itself (`votes.methods.answers.from_form`)."""

from django import forms


class VoteForm(forms.Form):
    elector = forms.IntegerField()
    reason = forms.CharField(max_length=500, required=False)
    request_key = forms.CharField(max_length=64, required=False)


class ExtensionForm(forms.Form):
    closes_at = forms.DateTimeField()

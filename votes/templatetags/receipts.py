"""`{% load receipts %}`: the codes of secret ballots."""

from django import template

from votes.integrity import receipts

register = template.Library()
register.filter("receipt", receipts.show)
register.simple_tag(receipts.make, name="new_receipt")

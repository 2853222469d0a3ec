"""What the shifts of a circle need of somebody: named, given to people, asked for by a rota."""

from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commissions.actions.living import lock_living
from commissions.models import Circle, Qualification, QualifiedMember, Rota, RotaNeed
from commissions.rules import can_read_circle
from journal.actions import action, record, require
from journal.clock import now
from journal.refusals import wrong
from journal.texts import line
from members.models import Member


@action
def name_qualification(circle: Circle, *, name: str, actor: Member) -> Qualification:
    """The circle's shifts may need it. The same name again is the same qualification. Raises `blank` on `name`."""
    circle = lock_living(circle)
    require("commissions.qualify", actor, circle)
    name = line(name)
    standing = Qualification.objects.filter(circle=circle, name__iexact=name).first()
    if standing is not None:
        return standing
    qualification = Qualification(circle=circle, name=name)
    qualification.full_clean()
    qualification.save()
    _record(qualification, "qualification.named")
    return qualification


@action
def drop_qualification(qualification: Qualification, *, actor: Member) -> None:
    """No shift needs it any more, and nobody is said to have it. Twice changes nothing."""
    require("commissions.qualify", actor, qualification.circle)
    standing = Qualification.objects.select_for_update().filter(pk=qualification.pk).first()
    if standing is not None:
        _record(standing, "qualification.dropped")
        standing.delete()


@action
def set_qualified(qualification: Qualification, *, members: Collection[Member], actor: Member) -> Qualification:
    """The circle says who has it, all of them, and everybody reads who said so. The same again changes nothing.

    Turns that somebody has stay theirs. Raises ValidationError: `dropped`; on `members` (`outside`), where one of them
    cannot take turns in the circle.
    """
    qualification = _locked(qualification)
    circle = qualification.circle
    require("commissions.qualify", actor, circle)
    standing = {one.member_id: one for one in qualification.holders.select_related("member")}
    chosen = {member.pk: member for member in members}
    for member in chosen.values():
        if member.pk not in standing and not (member.is_active and can_read_circle(member, circle)):
            message = _("%(name)s takes no turns in this circle: choose somebody else.") % {"name": member.name}
            raise wrong("members", message, code="outside")
    for key, member in chosen.items():
        if key not in standing:
            QualifiedMember.objects.create(qualification=qualification, member=member, said_by=actor, said_at=now())
            _record(qualification, "qualification.given", member=member)
    for key, holder in standing.items():
        if key not in chosen:
            holder.delete()
            _record(qualification, "qualification.taken_back", member=holder.member)
    return qualification


def write_needs(rota: Rota, needs: Mapping[int, int]) -> None:
    """Which qualifications (by their key) how many of its people must have; 0 for none. The others stay as they are.

    Raises ValidationError on `needs`: `unknown`, `places`.
    """
    of_circle = set(rota.circle.qualifications.values_list("pk", flat=True))
    for key, places in needs.items():
        if key not in of_circle:
            raise wrong("needs", _("Choose one of the qualifications of this circle."), code="unknown")
        if not 0 <= places <= rota.places:
            raise wrong("needs", _("This cannot be more than the people at each shift."), code="places")
        if places:
            RotaNeed.objects.update_or_create(rota=rota, qualification_id=key, defaults={"places": places})
        else:
            RotaNeed.objects.filter(rota=rota, qualification=key).delete()
    if any(need.places > rota.places for need in rota.needs.all()):
        raise wrong("needs", _("This cannot be more than the people at each shift."), code="places")


def needs_as_written(rota: Rota) -> dict[int, int]:
    """How many of its people must have each qualification, by its key."""
    return dict(RotaNeed.objects.filter(rota=rota).order_by("pk").values_list("qualification", "places"))


def _locked(qualification: Qualification) -> Qualification:
    standing = Qualification.objects.select_for_update().filter(pk=qualification.pk).first()
    if standing is None:
        raise ValidationError(_("The circle has dropped this qualification: look at those of now."), code="dropped")
    return standing


def _record(qualification: Qualification, verb: str, *, member: Member | None = None) -> None:
    circle = qualification.circle
    whose = {"member": member.pk} if member is not None else {}
    record(
        verb,
        topics=[circle.topic],
        body={"qualification": qualification.pk, "circle": circle.pk, **whose},
        private={"name": qualification.name},
    )

"""`/api/v1/process-templates/`: the templates of process of the circles that one reads."""

from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers, viewsets

from commissions.models import Circle
from members.models import Member
from members.rules import is_member
from proposals.models import ProcessTemplate
from proposals.queries.process_templates import readable_templates
from web.api import REFUSALS


class ProcessTemplateSerializer(serializers.ModelSerializer):
    """The days of each stage online, its minutes in a meeting; what its author may leave to it."""

    circle: serializers.SlugRelatedField[Circle] = serializers.SlugRelatedField(slug_field="slug", read_only=True)

    class Meta:
        model = ProcessTemplate
        fields = ["id", "circle", "process", "name", "note", "days", "minutes", "review_months", "subject"]


@extend_schema_view(
    list=extend_schema(
        summary="The templates of process, of which a proposal may name one",
        responses={200: ProcessTemplateSerializer(many=True), **REFUSALS},
    ),
)
class ProcessTemplateViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    serializer_class = ProcessTemplateSerializer
    queryset = ProcessTemplate.objects.none()
    filter_backends = [DjangoFilterBackend]
    filterset_fields = {"circle__slug": ["exact"], "process": ["exact"]}

    def get_queryset(self) -> QuerySet[ProcessTemplate]:
        if not isinstance(self.request.user, Member) or not is_member(self.request.user):
            return ProcessTemplate.objects.none()
        return readable_templates(self.request.user)

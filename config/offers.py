"""The five places of the navigation, in their order, and the other addresses that belong to each."""

from django.utils.translation import gettext_lazy as _

from web.nav import NavigationEntry, places

of_meetings = ("/items/", "/ballots/", "/gatherings/")
of_memory = ("/decisions/", "/documents/", "/timeline/", "/visits/", "/search/", "/journal/")

places.register("home", NavigationEntry("home", _("Today"), "lamp-desk", also=("/welcome/",)))
places.register("meetings", NavigationEntry("assembly:meetings", _("Meetings"), "armchair", also=of_meetings))
places.register(
    "proposals", NavigationEntry("proposals:proposals", _("Proposals"), "scroll-text", also=("/consultations/",))
)
places.register(
    "circles", NavigationEntry("commissions:circles", _("Commissions"), "users-round", also=("/tasks/", "/members/"))
)
places.register("memory", NavigationEntry("history:memory", _("Memory"), "book-open-text", also=of_memory))

from django.urls import path

from members.views import administration, entering, invitations, outbox, own, people

app_name = "members"
urlpatterns = [
    path("members/", people.members, name="members"),
    path("members/<int:pk>/", people.member, name="member"),
    path("me/", own.me, name="me"),
    path("me/asked/", own.answer_requests, name="answer-requests"),
    path("me/profile/", own.profile, name="profile"),
    path("me/key/", own.key, name="key"),
    path("me/key/removal/", own.key_removal, name="key-removal"),
    path("me/password-forgetting/", own.password_forgetting, name="password-forgetting"),
    path("me/signing-out-everywhere/", own.signing_out_everywhere, name="signing-out-everywhere"),
    path("invitations/<str:token>/", entering.invitation, name="invitation"),
    path("enter/", entering.enter, name="enter"),
    path("administration/people/", administration.people, name="people"),
    path("administration/people/<int:pk>/", administration.account, name="account"),
    path("administration/people/<int:pk>/address/", administration.address, name="address"),
    path("administration/people/<int:pk>/closing/", administration.closing, name="closing"),
    path("administration/people/<int:pk>/reopening/", administration.reopening, name="reopening"),
    path("administration/people/<int:pk>/forgetting/", administration.forgetting, name="forgetting"),
    path("administration/people/<int:pk>/administrator/", administration.naming, name="naming"),
    path("administration/people/<int:pk>/administrator/end/", administration.naming_end, name="naming-end"),
    path("administration/people/<int:pk>/residency/", administration.residency, name="residency"),
    path("administration/residencies/<int:pk>/end/", administration.residency_end, name="residency-end"),
    path("administration/invitations/", invitations.inviting, name="invite"),
    path("administration/invitations/links/", invitations.links, name="invitation-links"),
    path("administration/invitations/<int:pk>/link/", invitations.link, name="invitation-link"),
    path("administration/invitations/<int:pk>/withdrawal/", invitations.withdrawal, name="withdrawal"),
    path("administration/memberships/<int:year>/", administration.memberships, name="memberships"),
    path(
        "administration/memberships/<int:year>/<int:pk>/cancelling/",
        administration.membership_cancelling,
        name="membership-cancelling",
    ),
    path("administration/collective/", administration.collective, name="collective"),
    path("administration/founding-ending/", administration.founding_ending, name="founding-ending"),
    path("administration/outbox/", outbox.outbox, name="outbox"),
    path("administration/outbox/<int:pk>/", outbox.mail, name="mail"),
    path("administration/outbox/<int:pk>/reading/", outbox.reading, name="mail-reading"),
    path("administration/outbox/attachments/<int:pk>/", outbox.attachment, name="attachment"),
]

from django.urls import path

from preau.institutions.views import invite, people

urlpatterns = [
    path("personnes/", people.people, name="people"),
    path("personnes/inviter/", invite.choose, name="people_invite"),
    path("personnes/inviter/<int:institution_id>/", invite.to_role, name="people_invite_to"),
    path("personnes/inviter/page/<int:official_id>/", invite.to_page, name="people_invite_official"),
    path("personnes/invitations/<int:invitation_id>/renvoyer/", invite.again, name="people_invitation_again"),
    path("personnes/invitations/<int:invitation_id>/annuler/", invite.revoke, name="people_invitation_revoke"),
    path("personnes/roles/<int:role_id>/", people.role, name="people_role"),
    path("personnes/roles/<int:role_id>/retirer/", people.role_remove, name="people_role_remove"),
    path("personnes/comptes/<int:user_id>/", people.account, name="people_account"),
    path("deuxieme-etape/", people.second_factor, name="second_factor"),
]

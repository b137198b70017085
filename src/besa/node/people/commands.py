"""`besa access`: give an account access again at the machine itself, where no second administrator can; in English."""

from __future__ import annotations

import os

import click


@click.command("access")
@click.argument("username")
@click.option(
    "--give",
    type=click.Choice(["password", "second-step", "account"]),
    required=True,
    help="A new starting password, a new second step at the next sign-in, or a closed account back.",
)
@click.option("--yes", is_flag=True, help="Do not ask again.")
def access(username: str, give: str, yes: bool) -> None:  # noqa: FBT001 - a flag
    """Give USERNAME access again. The ledger keeps it as the operator's act, and the person is told at sign-in."""
    import django

    os.environ["BESA_FACE"] = "all"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besa.node.faces.settings")
    django.setup()
    from besa.node.people import actions
    from besa.node.people.models import Staff
    from besa.node.people.problems import PeopleProblem
    from besa.node.platform import home
    from besa.node.platform.actors import OPERATOR

    home.identity()
    person = Staff.objects.filter(username=actions.accounts.tidy_username(username)).first()
    if person is None:
        raise click.ClickException(f"There is no account with the user name {username}.")
    click.echo(f"{person.display_name}, in the ledger {person.pseudonym}. Be sure that it is really them who ask.")
    if not yes and not click.confirm("Did you speak with them, face to face or by phone?"):
        click.echo("Nothing was changed.")
        return
    try:
        if give == "second-step":
            actions.reset_factors(person.pk, actor=OPERATOR)
            click.echo("The second steps are removed. The next sign-in asks for a new one.")
            return
        act = actions.reset_password if give == "password" else actions.reactivate_staff
        invitation = act(person.pk, actor=OPERATOR)
    except PeopleProblem as problem:
        raise click.ClickException(
            f"{problem} (A new password needs an open account; getting an account back needs a closed one.)"
        ) from problem
    click.echo(f"Starting password, shown once: {invitation.starting_password}")
    click.echo(f"It works until {invitation.until:%d %B %Y}. Tell it to them in person or by phone, never by e-mail.")

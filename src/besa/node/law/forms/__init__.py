"""From what a lawyer types about an entry of the law to claims in the form of the law's files."""

from besa.node.law.forms.answers import AnswerForm
from besa.node.law.forms.claims import NEW_TIME, ClaimForm
from besa.node.law.forms.provisions import ProvisionForm, form_for

__all__ = ["NEW_TIME", "AnswerForm", "ClaimForm", "ProvisionForm", "form_for"]

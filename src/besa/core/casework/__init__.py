"""How a report lives: its states and acts, the clocks we owe, and the code lists it is counted by."""

from besa.core.casework.clocks import Clock, case_clocks, referral_clocks
from besa.core.casework.code_lists import Code, CodeList, code_list, code_lists
from besa.core.casework.life import Act, NotPossible, Outcome, State, next_state, possible_acts
from besa.core.casework.promises import Promise, promise_state
from besa.core.casework.step_times import StepTime, step_time

__all__ = [
    "Act",
    "Clock",
    "Code",
    "CodeList",
    "NotPossible",
    "Outcome",
    "Promise",
    "State",
    "StepTime",
    "case_clocks",
    "code_list",
    "code_lists",
    "next_state",
    "possible_acts",
    "promise_state",
    "referral_clocks",
    "step_time",
]

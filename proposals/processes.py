"""The table of each way in which a proposal is decided, or only read. Pure: no Django."""

from proposals import advice_process, consent_process, information_process
from proposals.process import ADVICE, STAGES, Act, Role, State
from proposals.tables import ProcessTable

BY_ADVICE = "advice"
INFORMATION = "information"

TABLES = {
    "consent": consent_process.TABLE,
    "majority": consent_process.TABLE,
    "choice": consent_process.TABLE,
    BY_ADVICE: advice_process.TABLE,
    INFORMATION: information_process.TABLE,
}
PATHS = {
    **dict.fromkeys(("consent", "majority", "choice"), STAGES),
    BY_ADVICE: ADVICE,
    INFORMATION: (State.READING,),
}


def table_of(process: str) -> ProcessTable[Act, Role, State]:
    """Which act leads where, and who may do it, for a proposal that is decided in this way."""
    return TABLES[process]


def path_of_process(process: str) -> tuple[State, ...]:
    """The stages that every proposal of this kind is shown on."""
    return PATHS[process]

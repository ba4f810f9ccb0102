"""Does somebody answer for every indicator at every step of the chain of liability (R2.5, R2.7)?"""

from collections.abc import Iterator

from checks.doubt import Doubt, warning
from checks.seats import directory_of, subject_of
from config.readings import assignments_of
from config.scheme import Scheme


def doubts_of_liability(scheme: Scheme) -> Iterator[Doubt]:
    directory = directory_of(scheme)
    tasks = assignments_of(scheme)
    for place, link in enumerate(scheme.liability):
        unanswered = [task.lead for task in tasks if not directory.groups((link.seat,), subject_of(task))]
        for lead in dict.fromkeys(unanswered):
            yield warning(
                f"/liability/{place}/seat",
                f"“{scheme.unit(lead).name}”牵头的指标没有“{link.label}”：没有这样的{link.seat.role.label}岗位",
                "补岗位；分管领导的，把单位写进岗位的 in_charge_of",
                link.basis,
            )

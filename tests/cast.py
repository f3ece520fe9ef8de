"""The cast of the tests: who is who in two committees that must not see each other.

Lan is the secretary, Minh the leader, Hoa heads Phòng Văn hóa - Xã hội, Kim heads Phòng Kinh tế,
An administers. Quang is the secretary of another committee and must see nothing of this one.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from tracker.clock import OFFICE_ZONE
from tracker.db import db
from tracker.domain.permissions import Role
from tracker.models import Committee, Directive, Membership, Office, Task, User
from tracker.services.passwords import hash_password
from tracker.services.tasks import NewTask, assign

PASSWORD = "mat-khau-thu-nghiem"
FOUNDED_ON = date(2025, 8, 1)
ASSIGNED_ON = date(2025, 8, 26)


@cache
def password_hash() -> str:
    return hash_password(PASSWORD)


def office_time(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=OFFICE_ZONE)


@dataclass(frozen=True)
class Cast:
    committee: int
    elsewhere: int
    directive: int
    other_directive: int
    culture: int
    economy: int
    other_office: int
    lan: int
    minh: int
    hoa: int
    kim: int
    an: int
    quang: int

    def user(self, name: str) -> User:
        return db.session.get_one(User, getattr(self, name))

    def email(self, name: str) -> str:
        return f"{name}@cathai.example" if name != "quang" else "quang@khac.example"

    def member(self, name: str) -> Membership:
        return self.user(name).memberships[0]

    def office(self, name: str) -> Office:
        return db.session.get_one(Office, getattr(self, name))

    def assign(
        self,
        title: str = "Kiện toàn Tổ công nghệ số cộng đồng",
        *,
        deadline: str = "",
        office: str | None = "culture",
        on: date = ASSIGNED_ON,
        at: datetime | None = None,
        elsewhere: bool = False,
        **words: str,
    ) -> Task:
        """A task of the cast's directive, led by the culture office unless told otherwise."""
        directive = self.other_directive if elsewhere else self.directive
        lead = "other_office" if elsewhere else office
        return assign(
            db.session.get_one(Directive, directive),
            NewTask(
                title=title,
                deadline_text=deadline,
                lead_office=self.office(lead) if lead else None,
                **words,
            ),
            on=on,
            at=at or office_time(on),
            by=self.user("quang" if elsewhere else "lan"),
        )


def gather() -> Cast:
    """Writes the cast into an empty database."""
    at = office_time(FOUNDED_ON)
    # Reminders alone; a test of the other mail switches it on.
    reminders_only = {"summary_mail": False, "secretary_mail": False}
    here = Committee(name="Ban Chỉ đạo đặc khu Cát Hải", created_at=at, **reminders_only)
    there = Committee(name="Ban Chỉ đạo xã Khác", created_at=at, **reminders_only)
    db.session.add_all([here, there])
    db.session.flush()
    directive = Directive(
        committee_id=here.id, number="01-KH/BCĐ", issued_on=ASSIGNED_ON, title="Kế hoạch"
    )
    other_directive = Directive(committee_id=there.id, number="02-KH/BCĐ", issued_on=ASSIGNED_ON)
    culture = Office(
        committee_id=here.id, name="Phòng Văn hóa - Xã hội", mailbox="vhxh@cathai.example"
    )
    economy = Office(
        committee_id=here.id, name="Phòng Kinh tế", mailbox="kinhte@cathai.example", position=1
    )
    other = Office(committee_id=there.id, name="Văn phòng", mailbox="vp@khac.example")
    db.session.add_all([directive, other_directive, culture, economy, other])
    db.session.flush()
    roles = {
        "lan": ("Nguyễn Thị Lan", here, Role.SECRETARY, None),
        "minh": ("Trần Văn Minh", here, Role.LEADER, None),
        "hoa": ("Lê Thị Hoa", here, Role.HEAD, culture),
        "kim": ("Phạm Thị Kim", here, Role.HEAD, economy),
        "an": ("Đỗ Văn An", here, Role.ADMINISTRATOR, None),
        "quang": ("Vũ Văn Quang", there, Role.SECRETARY, None),
    }
    people = {name: _person(name, *who, at=at) for name, who in roles.items()}
    db.session.commit()
    return Cast(
        committee=here.id,
        elsewhere=there.id,
        directive=directive.id,
        other_directive=other_directive.id,
        culture=culture.id,
        economy=economy.id,
        other_office=other.id,
        **{name: person.id for name, person in people.items()},
    )


def _person(
    key: str, name: str, committee: Committee, role: Role, office: Office | None, *, at: datetime
) -> User:
    domain = "khac" if key == "quang" else "cathai"
    user = User(
        email=f"{key}@{domain}.example", name=name, password_hash=password_hash(), created_at=at
    )
    user.memberships.append(
        Membership(committee=committee, role=role, office_id=office.id if office else None)
    )
    db.session.add(user)
    db.session.flush()
    return user

"""What the files say, as plain frozen values: agencies, systems, services, channels, incidents.

Values carry and answer questions about themselves; they never read a file or a clock.
Every moment is an aware `datetime`; every id is the name of the file or folder the thing is kept in.
The address of a thing in `impact`, `needs` and `relief` is a `ThingId`: the id of a system, a service
or a shared channel (one name space), or `service/way` for one way of one service.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import Enum, IntEnum
from zoneinfo import ZoneInfo

from .clocks import settled
from .digests import digest
from .hours import Hours
from .language import Text
from .problems import Place
from .repeats import Repeats

ThingId = str
"""`saeol`, `resident-copy`, `community-center`, or `resident-copy/web`."""


NOWHERE = Place("")
"""Where things stand that nobody wrote down."""


class State(IntEnum):
    """How a thing is, from the least to the most severe (the order of severity is the order of values).

    The component states of Statuspage, and `unknown`: nobody can vouch for it, which is never fine.
    """

    OPERATIONAL = 0
    UNDER_MAINTENANCE = 1
    UNKNOWN = 2
    DEGRADED_PERFORMANCE = 3
    PARTIAL_OUTAGE = 4
    MAJOR_OUTAGE = 5

    @property
    def id(self) -> str:
        """The identifier used in files, feeds and interfaces: `major_outage`."""
        return self.name.lower()

    @property
    def usable(self) -> bool:
        """Whether a way in this state gets the thing done, perhaps with a warning."""
        return self not in (State.MAJOR_OUTAGE, State.UNDER_MAINTENANCE)

    @property
    def outage(self) -> bool:
        """Whether something is broken (planned work and not knowing are not outages)."""
        return self >= State.DEGRADED_PERFORMANCE


class Status(Enum):
    """Where an incident, or a maintenance window, stands."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    POSTMORTEM = "postmortem"
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    VERIFYING = "verifying"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


INCIDENT_STATUSES = (
    Status.INVESTIGATING, Status.IDENTIFIED, Status.MONITORING, Status.RESOLVED, Status.POSTMORTEM,
)  # fmt: skip
MAINTENANCE_STATUSES = (
    Status.SCHEDULED, Status.IN_PROGRESS, Status.VERIFYING, Status.COMPLETED, Status.CANCELLED,
)  # fmt: skip


class Kind(Enum):
    """How a channel is used."""

    WEB = "web"
    APP = "app"
    PHONE = "phone"
    COUNTER = "counter"
    KIOSK = "kiosk"
    POST = "post"
    FAX = "fax"
    EMAIL = "email"
    SMS = "sms"
    OTHER = "other"


class Importance(IntEnum):
    """How badly citizens need a service: orders pages. A system's grade never does."""

    LOW = 0
    MEDIUM = 1
    HIGH = 2
    CRITICAL = 3


class ReliefKind(Enum):
    """What is done so that nobody loses a right."""

    DEADLINE_EXTENSION = "deadline_extension"
    FEE_WAIVER = "fee_waiver"
    PENALTY_WAIVER = "penalty_waiver"
    RETROACTIVE = "retroactive"
    CERTIFICATE_HOLD = "certificate_hold"
    RESUBMIT = "resubmit"


@dataclass(frozen=True, slots=True)
class Need:
    """What a system or a channel cannot do without; of several names (redundancy) the best is felt."""

    any_of: tuple[ThingId, ...]
    at_most: State | None = None
    """The worst that is felt of it, when the thing can limp along without."""
    place: Place = field(default=NOWHERE, repr=False)


@dataclass(frozen=True, slots=True)
class Claim:
    """That a thing is in a state, said by an incident, a maintenance, or the thing's own file."""

    thing: ThingId
    state: State
    regions: tuple[str, ...] = ()
    """Where it holds; everywhere when empty."""
    place: Place = field(default=NOWHERE, repr=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """`state:` in a thing's own file: the one-word edit at three in the morning."""

    state: State
    since: datetime | None
    place: Place = field(default=NOWHERE, repr=False)


@dataclass(frozen=True, slots=True)
class Agency:
    """Who answers for a service."""

    id: str
    name: Text
    phone: str = ""
    url: str = ""
    place: Place = field(default=NOWHERE, repr=False)
    doubtful: bool = False
    """Whether its file has a problem, so that nobody can vouch for what it says."""


@dataclass(frozen=True, slots=True)
class System:
    """An information system or facility that citizens never see by name."""

    id: str
    name: Text
    operator: str = ""
    """The id of the agency that runs it."""
    grade: int | None = None
    """1 (most critical) to 4 (정보시스템 등급); never orders what citizens see."""
    needs: tuple[Need, ...] = ()
    standing: Standing | None = None
    retired: date | None = None
    place: Place = field(default=NOWHERE, repr=False)
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """One way of getting a service done, or (in `Site.channels`) a way shared by many services.

    A way that uses a shared channel carries the shared one's name, hours and so on where it says
    nothing itself; its `needs` are its own, and the shared channel's are felt through `use`.
    """

    id: str
    kind: Kind
    name: Text
    use: str = ""
    """The id of the shared channel this way uses."""
    needs: tuple[Need, ...] = ()
    url: str = ""
    phone: str = ""
    where: Text | None = None
    hours: Hours | None = None
    hours_note: Text | None = None
    bring: Text | None = None
    fee: Text | None = None
    limits: Text | None = None
    """What cannot be done this way, or only for some."""
    answers_only: bool = False
    """Whether it only informs, and so never counts as a way out."""
    regions: tuple[str, ...] = ()
    """Where the way exists; everywhere when empty."""
    starts: datetime | None = None
    ends: datetime | None = None
    standing: Standing | None = None
    place: Place = field(default=NOWHERE, repr=False)
    doubtful: bool = False

    def exists(self, at: datetime) -> bool:
        """Whether the way is there at this moment (`from` inclusive, `until` exclusive)."""
        return (self.starts is None or self.starts <= at) and (self.ends is None or at < self.ends)


@dataclass(frozen=True, slots=True)
class Substitute:
    """Another service that can stand in for this one, and for what (`instead:`)."""

    service: str
    note: Text | None = None
    place: Place = field(default=NOWHERE, repr=False)


@dataclass(frozen=True, slots=True)
class Service:
    """Something a citizen wants done (민원), through its channels in the author's order."""

    id: str
    name: Text
    agency: str
    category: str = ""
    importance: Importance = Importance.MEDIUM
    about: Text | None = None
    """One or two plain sentences: what is it for."""
    keywords: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = ()
    instead: tuple[Substitute, ...] = ()
    standing: Standing | None = None
    retired: date | None = None
    place: Place = field(default=NOWHERE, repr=False)
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Relief:
    """What is done so that nobody loses a right; it outlives the incident."""

    kind: ReliefKind
    what: Text
    services: tuple[ThingId, ...] = ()
    """Services, ways or shared channels it is for; when empty, everything the incident names."""
    who: Text | None = None
    starts: datetime | None = None
    """From when; the moment of the update when nothing is said."""
    ends: datetime | None = None
    """Until when (exclusive); open until a later update says so when None."""
    basis: Text | None = None
    """The law or decision it rests on."""
    ask: Text | None = None
    """Where to ask: words or a phone number."""
    id: str = ""
    """A name by which a later update of the same story replaces it."""
    regions: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, repr=False)

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes a later relief of the same story replace this one."""
        return (self.id,) if self.id else (self.kind.value, *self.services)


@dataclass(frozen=True, slots=True)
class Expected:
    """The estimate of recovery. "Not known" is an answer (`at` and `words` both None)."""

    at: datetime | None = None
    words: Text | None = None


@dataclass(frozen=True, slots=True)
class NewWay:
    """A way born in mid-incident (paper intake, a temporary site) and the services it is for."""

    services: tuple[str, ...]
    channel: Channel


@dataclass(frozen=True, slots=True)
class Update:
    """What was known and said at one moment. `words` is Markdown as written."""

    id: str
    at: datetime
    by: str = ""
    """The id of the agency that speaks."""
    status: Status | None = None
    """None: unchanged since the update before."""
    title: Text | None = None
    words: Text | None = None
    claims: tuple[Claim, ...] = ()
    next_update: datetime | None = None
    """When the next word was promised."""
    expected: Expected | None = None
    provisional: tuple[ThingId, ...] = ()
    """Ways that work again, but may stop (임시 운영)."""
    without: tuple[tuple[ThingId, Text], ...] = ()
    """Functions left out."""
    relief: tuple[Relief, ...] = ()
    regions: tuple[str, ...] = ()
    corrects: str = ""
    """The id of the earlier update whose words were wrong."""
    channels: tuple[NewWay, ...] = ()
    starts: datetime | None = None
    """Maintenance only: a new start."""
    ends: datetime | None = None
    """Maintenance only: a new end (점검 연장)."""
    place: Place = field(default=NOWHERE, repr=False)
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Incident:
    """Something went wrong: a title, and updates from the oldest to the newest."""

    id: str
    year: int
    title: Text
    words: Text | None = None
    updates: tuple[Update, ...] = ()
    place: Place = field(default=NOWHERE, repr=False)
    doubtful: bool = False
    began: datetime | None = None
    """When it really began, where that is known to be before the first word."""

    @property
    def key(self) -> str:
        """What tells it from every other story: `2023/1117-saeol`."""
        return f"{self.year}/{self.id}"

    @property
    def started(self) -> datetime | None:
        """The moment of the first word."""
        return self.updates[0].at if self.updates else None

    def resolved(self, at: datetime) -> datetime | None:
        """When it was resolved, as known at `at`; None while it is open.

        An update after `resolved` does not reopen it.
        """
        for update in self.updates:
            if update.at > at:
                break
            if update.status in (Status.RESOLVED, Status.POSTMORTEM) and not update.doubtful:
                return update.at
        return None

    def is_open(self, at: datetime) -> bool:
        """Whether it has begun and is not resolved."""
        return bool(self.updates) and self.updates[0].at <= at and self.resolved(at) is None


@dataclass(frozen=True, slots=True)
class Maintenance:
    """Planned work with a start and an end, possibly repeating."""

    id: str
    year: int
    title: Text
    starts: datetime
    ends: datetime
    repeats: Repeats | None = None
    words: Text | None = None
    claims: tuple[Claim, ...] = ()
    updates: tuple[Update, ...] = ()
    by: str = ""
    announced: datetime | None = None
    """From when it is shown; from the beginning of time when nothing is said."""
    place: Place = field(default=NOWHERE, repr=False)
    doubtful: bool = False

    @property
    def key(self) -> str:
        """What tells it from every other story: `2026/0402-hometax`."""
        return f"{self.year}/{self.id}"

    @property
    def told(self) -> datetime:
        """When feeds first tell of it: when it was announced, else a week before it starts.

        An update that comes before either is itself the first word.
        """
        first = self.announced or settled(self.starts - timedelta(days=7))
        return min([first, *(update.at for update in self.updates)])

    def shown(self, at: datetime) -> bool:
        """Whether it may be spoken of."""
        return self.announced is None or self.told <= at


@dataclass(frozen=True, slots=True)
class Notice:
    """An announcement without effect on states, shown from–until."""

    id: str
    year: int
    title: Text
    starts: datetime
    ends: datetime | None = None
    words: Text | None = None
    about: tuple[ThingId, ...] = ()
    """Services, agencies or shared channels it concerns."""
    by: str = ""
    place: Place = field(default=NOWHERE, repr=False)
    doubtful: bool = False

    @property
    def key(self) -> str:
        """What tells it from every other announcement: `2026/0115-new-address`."""
        return f"{self.year}/{self.id}"

    def shown(self, at: datetime) -> bool:
        """Whether it is current."""
        return self.starts <= at and (self.ends is None or at < self.ends)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Digests of what a story says, taken when it was read: telling stories apart needs no second look."""

    story: Incident | Maintenance
    head: str
    """Of all but its updates."""
    updates: tuple[str, ...]
    """Of each."""

    @classmethod
    def of(cls, story: Incident | Maintenance) -> Stamp:
        """The stamp of a story."""
        return cls(story, digest(replace(story, updates=())), tuple(map(digest, story.updates)))


@dataclass(frozen=True, slots=True)
class Help:
    """Who answers when nothing else does: in the same place on every page (KWCAG 2.2)."""

    phone: str
    name: Text
    hours: Hours | None = None
    hours_note: Text | None = None
    url: str = ""


class ReceiverKind(Enum):
    """What a receiver of news understands."""

    JSON = "json"
    SLACK = "slack"
    DISCORD = "discord"
    TEAMS = "teams"


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody who gets a message about every piece of news, at an address that stands in no file."""

    name: str
    kind: ReceiverKind
    url_from: str
    """The name of the environment variable that holds the address: whoever knows it can write there."""
    secret_from: str = ""
    """The name of the one that holds the key to sign with."""
    language: str = ""
    """One of the site's languages."""
    services: tuple[str, ...] = ()
    """With these four: only news of these. Without any of them: all news."""
    agencies: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read at all, so that its absence is never mistaken for calm."""

    kind: str
    """`service`, `system`, `channel`, `agency`, `incident`, `update`, `maintenance`, `notice`, …"""
    id: str
    place: Place = field(repr=False)
    about: str = ""
    """For an update or a translation: the key of its story."""


@dataclass(frozen=True, slots=True)
class Target:
    """One place the finished site goes to, beside the folder it is built in."""

    name: str
    kind: str
    """`folder`, `branch` or `bucket`; empty where what is written of it cannot be used."""
    where: str
    """The folder's path, the branch's name, or the bucket's name and a folder in it."""
    keep: int = 5
    """How many releases of a folder stay."""
    repository: str = ""
    """Where the branch is: a path, an address or the name of a remote; empty for that of the site itself."""
    author: str = ""
    """Who makes the commits: `Name <address>`."""
    endpoint: str = ""
    """Where the bucket's storage answers; empty for Amazon's own."""
    region: str = ""
    credentials: str = "AWS"
    """How the names of the environment's variables with the bucket's credentials begin."""
    packed: tuple[str, ...] = ()
    """Packed forms that lie beside each file in the bucket: `gz`, `br`."""
    address: str = ""
    """Where readers read it, ending in `/`; empty where nobody is to look after a publication."""


@dataclass(frozen=True, slots=True)
class Repository:
    """Where the files are written in a browser: the web page of their git repository."""

    host: str
    """`github`, `gitlab` or `gitea`."""
    url: str
    """Without a slash at its end."""
    branch: str = "main"


@dataclass(frozen=True, slots=True)
class Site:
    """Everything the files say."""

    name: Text
    address: str
    """The canonical address, ending in `/`; may have a sub-path."""
    tag: str
    """The identity of feeds (RFC 4151), fixed for ever."""
    languages: tuple[str, ...]
    """The first lives at the root of the site."""
    zone: ZoneInfo
    demonstration: bool = False
    official: bool = False
    fresh_for: timedelta = timedelta(hours=6)
    holidays: Mapping[date, Text] = field(default_factory=dict)
    help: tuple[Help, ...] = ()
    allowed_links: tuple[str, ...] = ()
    mirrors: tuple[str, ...] = ()
    hubs: tuple[str, ...] = ()
    """WebSub hubs that pass on news the moment it is published (`https://…`)."""
    tell: tuple[Receiver, ...] = ()
    """Who else is told of news."""
    host: Text | None = None
    publish: tuple[Target, ...] = ()
    """Where the finished site goes, each place that is named."""
    edit: Repository | None = None
    """Where staff write these files; no page for citizens leads there."""
    signer: str = ""
    """The public key (`ssh-ed25519 …`) whose signature `manifest.json` carries."""
    categories: Mapping[str, Text] = field(default_factory=dict)
    regions: Mapping[str, Text] = field(default_factory=dict)
    agencies: Mapping[str, Agency] = field(default_factory=dict)
    systems: Mapping[str, System] = field(default_factory=dict)
    channels: Mapping[str, Channel] = field(default_factory=dict)
    """The shared channels."""
    services: Mapping[str, Service] = field(default_factory=dict)
    incidents: tuple[Incident, ...] = ()
    """By the moment of the first word, the oldest first."""
    maintenance: tuple[Maintenance, ...] = ()
    notices: tuple[Notice, ...] = ()
    unread: tuple[Unread, ...] = ()
    """Files that could not be read at all."""
    misread: frozenset[ThingId] = frozenset()
    """Things that nobody can vouch for: an unreadable file, a cycle of needs, an id used twice."""

    stamps: Mapping[tuple[type, str], Stamp] = field(default_factory=dict, repr=False, compare=False)
    """Those of stories as they were read, by their kind and key."""

    def stamp(self, story: Incident | Maintenance) -> Stamp:
        """The stamp of a story, whether it is as it was read or was changed since."""
        found = self.stamps.get((type(story), story.key))
        return found if found is not None and found.story is story else Stamp.of(story)

    @property
    def stories(self) -> tuple[Incident | Maintenance, ...]:
        """Everything that is told in updates."""
        return (*self.incidents, *self.maintenance)

    @property
    def standings(self) -> Iterator[tuple[ThingId, Standing]]:
        """What things' own files say of their state (`state:`), and of which thing."""
        things: list[tuple[ThingId, System | Channel | Service]] = [
            *self.systems.items(),
            *self.channels.items(),
            *self.services.items(),
        ]
        things += [(f"{s.id}/{way.id}", way) for s in self.services.values() for way in s.channels]
        return ((thing, one.standing) for thing, one in things if one.standing is not None)

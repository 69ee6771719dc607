"""Opens a process: the storage and bus of the settings, the context, and the services it is given.

All services (`services.all_in_one`) or one (`services.<name>.__main__`): the caller chooses. SQLite goes with the
in-process bus, PostgreSQL with either; Kafka with PostgreSQL only.
"""

from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shared.contracts.services import ADMIN, PLATFORM, SERVICES
from shared.engine.db.database import Database
from shared.engine.events.bus import Bus, InProcessBus
from shared.engine.loops import Component, Loop, LoopLease
from shared.platform import demo
from shared.platform.admission import Admission
from shared.platform.calendar.overrides import load_calendar
from shared.platform.clock.steps import held_since
from shared.platform.context import AppContext
from shared.platform.directory.store import DirectorySource
from shared.platform.erasure.outside import ErasedList, erase_again
from shared.platform.identity.local_admin_token import LocalAdminToken
from shared.platform.identity.sessions import SessionStore
from shared.platform.identity.tokens import USUAL_LIFE_DAYS, TokenStore, expiry
from shared.platform.pairing.judgement import judge
from shared.platform.pairing.log_extents import LogExtents
from shared.platform.pairing.rows import compare_told, existing_keys, pair, pair_accounts
from shared.platform.pairing.rules import rules_of
from shared.platform.policies.loading import load_book
from shared.platform.privacy.budgets import Budgets
from shared.platform.privacy.case_keys import CaseKeys
from shared.platform.privacy.keyfile import KeyFile, remove_left_drafts
from shared.platform.privacy.lookups import LookingUp
from shared.platform.privacy.revealing import Revealing
from shared.platform.privacy.vault import Vault
from shared.platform.security_events import SecurityKind, SecurityLog
from shared.platform.settings import Profile, ServiceSettings, Settings
from shared.rules.calendar.working import WorkingCalendar
from shared.rules.directory import Directory
from shared.rules.ladders.policy import PolicyBook
from shared.runtime.finding import find
from shared.runtime.installation import RunningInstallation
from shared.runtime.loop_lag import LoopLag
from shared.runtime.process import Process, ServiceModule
from shared.runtime.readiness import Readiness, databases_of
from shared.runtime.reconciler import EVERY, TRAVEL, Reconciler, ReconcilerLoop
from shared.runtime.refused_start import mismatch_recorded
from shared.runtime.service import Service
from shared.runtime.storage import Storage, open_storage
from shared.runtime.terminal_acts import recording_acts
from shared.runtime.wake_up import WakeUpNotifier
from shared.support.clock import Clock
from shared.support.faults import Crash, never
from shared.support.host_clock import read_wall
from shared.support.ids import Ids, RandomIds


@dataclass(frozen=True, kw_only=True)
class Overrides:
    """What a test puts in the place of the host's clock and ids, of the bus, and of settings of single services.

    With a `clock` the components of the process cannot run. A `bus` is closed with the process.
    """

    clock: Clock | None = None
    ids: Ids = field(default_factory=RandomIds)
    crash: Crash = never
    wall: Callable[[], datetime] = read_wall
    bus: Bus | None = None
    service_settings: tuple[ServiceSettings, ...] = ()


NO_OVERRIDES = Overrides()
NOTED_EVERY = timedelta(seconds=5)


async def open_process(
    settings: Settings,
    modules: Sequence[ServiceModule],
    overrides: Overrides = NO_OVERRIDES,
    *,
    keep_speed: bool = False,
    single_process: bool = True,
) -> Process:
    """Open the storage and build the services.

    `keep_speed`: the clock runs at its stored speed instead of that of the settings. `single_process`: no other process
    runs these services' loops.

    Raises `FolderTaken` if another process has the data folder, `NotMigrated` in production if a database is not at
    its head, `NotPaired` if the data belong to other keys, `NotServed` for settings that do not go together.
    """
    async with AsyncExitStack() as opened:
        storage = open_storage(settings, single_process=single_process)
        opened.push_async_callback(storage.close)
        if not keep_speed:  # a server; a person at the command line reads the refusal
            await opened.enter_async_context(mismatch_recorded(storage, overrides.wall))
        bus = overrides.bus or open_bus(settings)
        opened.push_async_callback(bus.close)
        installation = RunningInstallation(storage)
        opened.push_async_callback(installation.close)
        own_services = [module.NAME for module in modules if module.NAME in SERVICES]
        keys = await _paired_keys(settings, own_services, installation, overrides.wall())
        calendar = load_calendar(settings.calendar_file)
        clock, running_clock = overrides.clock, None
        if clock is None:
            first = demo.opening_time(overrides.wall(), calendar) if settings.clock_speed > 1 else None
            platform = await installation.own(PLATFORM)
            clock = running_clock = await storage.clock(platform, first=first, keep_speed=keep_speed)
        if not keep_speed:  # a server, not a command
            await compare_told(await installation.own(PLATFORM), rules_of(settings))
        wall = running_clock.wall if running_clock is not None else overrides.wall
        context = await _context(settings, overrides, installation, keys, calendar, clock, wall)
        opened.push_async_callback(context.directory.close)
        services = [module.build(context, await installation.own(_database_of(module)), bus) for module in modules]
        await pair_accounts(context.platform, {name: it for each in services for name, it in each.accounts.items()})
        logs = {service.name: service.database for service in services if service.name in SERVICES}
        extents = LogExtents(context.platform, logs, wall)
        await extents.compare()
        installation.run_here(services)
        await installation.redate()  # a step of the clock that a killed process did not bring to its end
        leases, notifiers = _share_loops(services, storage, context)
        own = databases_of(context.platform, {service.name: service.database for service in services})
        readiness = Readiness(own, context.admission, storage.free_space())
        components: list[Component] = [loop for service in services for loop in service.loops]
        components.append(_writing_security_events(context))
        if running_clock is not None:
            if settings.database_url is None:
                components.append(recording_acts(context.platform, settings.data_dir, clock))
            components.append(_noting(extents, clock))
            components += [storage.clock_loop(installation), LoopLag(), readiness, *bus.components, *notifiers]
            if any(module.NAME == ADMIN for module in modules):  # it speaks for all services
                components.append(_reconciler(settings, installation, clock))
        return Process(
            context=context,
            services=services,
            bus=bus,
            storage=storage,
            opened=opened.pop_all(),
            leases=leases,
            components=components,
            readiness=readiness,
            extents=extents,
            running_clock=running_clock,
        )


def open_bus(settings: Settings) -> Bus:
    """The bus that the settings ask for. Kafka's client is loaded only where Kafka is used."""
    if settings.kafka_bootstrap is None:
        return InProcessBus()
    from shared.engine.events.kafka import KafkaBus

    return KafkaBus(settings.kafka_bootstrap, settings.drain_rate)


async def _paired_keys(
    settings: Settings, services: Sequence[str], installation: RunningInstallation, wall: datetime
) -> KeyFile:
    """The keys of the data; they are compared before anything is written, migrations included. Raises `NotPaired`."""
    found = await find(settings, services)
    judge(found, existing_keys(settings), settings.profile, settings.keys)
    keys = await pair(await installation.own(PLATFORM), settings, found, wall)
    remove_left_drafts(settings.keys)
    return keys


async def _context(
    settings: Settings,
    overrides: Overrides,
    installation: RunningInstallation,
    keys: KeyFile,
    calendar: WorkingCalendar,
    clock: Clock,
    wall: Callable[[], datetime],
) -> AppContext:
    platform = await installation.own(PLATFORM)
    directory, tokens = DirectorySource(platform), TokenStore(platform)
    if settings.profile is Profile.DEMO:
        with demo.set_up_lock(settings.data_dir):
            await demo.make_wecom_keys(platform, settings.data_dir, overrides.ids)
            await demo.import_if_empty(platform, settings.directory_dir, clock.now())
            await directory.refresh()
            await demo.issue_sign_ins(tokens, directory.current, settings.data_dir, clock, overrides.ids)
    lifetime = clock.scaled(timedelta(days=USUAL_LIFE_DAYS))
    await tokens.limit_open_ones(expiry(clock.now(), lifetime), but_demo=settings.profile is Profile.DEMO)
    await directory.refresh()
    policies = _policies(settings, directory.current)
    security = SecurityLog(platform, clock)
    if held_since(clock) is not None:
        security.note(SecurityKind.CLOCK_HELD, "the wall clock after the last boot")
    budgets = Budgets(platform, policies, security)
    vault = Vault(platform, keys, clock, overrides.ids, crash=overrides.crash)
    erased_list = ErasedList(settings.erasures, keys)
    await erase_again(platform, CaseKeys(keys), erased_list, clock.now())
    return AppContext(
        settings=settings,
        clock=clock,
        ids=overrides.ids,
        platform=platform,
        directory=directory,
        tokens=tokens,
        sessions=SessionStore(platform),
        security=security,
        vault=vault,
        erased_list=erased_list,
        policies=policies,
        calendar=calendar,
        revealing=Revealing(vault, budgets, policies),
        looking_up=LookingUp(vault, budgets, policies),
        installation=installation,
        local_admin=LocalAdminToken(overrides.ids.secret()),
        admission=Admission(),
        crash=overrides.crash,
        wall=wall,
        service_settings=overrides.service_settings,
    )


def _writing_security_events(context: AppContext) -> Loop:
    """The loop that writes the security events of this process, and which tokens were used; it needs no lease."""

    async def run_once(now: datetime) -> int:
        return await context.security.flush() + await context.tokens.write_uses()

    loop = Loop("platform.security", run_once)
    context.security.on_note = context.tokens.on_use = loop.wake
    return loop


def _noting(extents: LogExtents, clock: Clock) -> Loop:
    """The loop that notes every few seconds how far the logs of this process have come."""
    every = clock.scaled(NOTED_EVERY)
    last = clock.now()

    async def run_once(now: datetime) -> int:
        nonlocal last
        if now - last >= every:
            last = now
            await extents.store()
        return 0

    async def next_at() -> datetime:
        return last + every

    return Loop("platform.logs", run_once, next_at=next_at)


def _reconciler(settings: Settings, installation: RunningInstallation, clock: Clock) -> ReconcilerLoop:
    """The check of what the services have of each other; an event may be on its way for as long as one is on Kafka."""

    async def opened(name: str) -> Database:
        return await (installation.own(name) if name == PLATFORM else installation.database(name))

    travel = clock.scaled(TRAVEL) if settings.kafka_bootstrap else timedelta()
    return ReconcilerLoop(Reconciler(opened, travel=travel), clock.scaled(EVERY))


def _policies(settings: Settings, directory: Directory) -> PolicyBook:
    """The policies, whose units the directory must know. Raises `BadFiles`."""
    policies = load_book(settings.policy_dir)
    if directory.version:  # before the first import no unit is known
        policies.check_units({unit.unit_id for unit in directory.units()})
        policies.check_inherited(directory.path)
    return policies


def _database_of(module: ServiceModule) -> str:
    """The database a module works on: its own, or the platform's if it has none."""
    return module.NAME if module.NAME in SERVICES else PLATFORM


def _share_loops(
    services: Sequence[Service], storage: Storage, context: AppContext
) -> tuple[list[LoopLease], list[WakeUpNotifier]]:
    """Give each service's loops their lease and its live lists their notifier, where several processes may run."""
    leases, notifiers = [], []
    for service in services:
        if not service.loops:
            continue
        notifier = storage.notifier(service.name, service.loops)
        lease = storage.lease(service.database, context.clock, context.ids.new(), notifier)
        for loop in service.loops:
            loop.lease = lease
        if notifier is not None and service.hub is not None and service.hub.has_lists:
            notifier.on_change, service.hub.elsewhere = service.hub.changed, notifier.tell
        leases += [lease] if lease else []
        notifiers += [notifier] if notifier else []
    return leases, notifiers

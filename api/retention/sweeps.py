"""What is emptied or removed when its time is over, one entry a kind; figures stay, and so does the record of who did what."""

from calendar import isleap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, cast, or_
from sqlmodel import SQLModel, col, select

from api.identity.sessions import ABSOLUTE, WITHIN
from api.periods import Periods
from api.rights.erasing import CONFIRMED_WITHIN
from api.tables.identity import ApiKey, LoginFailure, SignInAttempt, UserSession
from api.tables.jobs import Job, JobEvent, JobWork
from api.tables.needs import Need, NeedWeek
from api.tables.people import AvailabilityException
from api.tables.requests import AnsweredCall, Feed, Import, MatchRequest
from api.tables.rights import Erasure, ErasureState
from api.tables.visits import Feedback, LedgerEntry, Offer, Visit
from api.web.idempotency import REMEMBERED
from matcher.domain import Text
from matcher.domain.clock import midnight


@dataclass(frozen=True)
class Moment:
    """Now, as the world and as the wall show it."""

    instant: datetime
    today: date

    def days_ago(self, days: int) -> datetime:
        """So many days before this moment."""
        return self.instant - timedelta(days=days)

    def years_ago(self, years: int) -> date:
        """The same date so many years before; 28 February stands for a 29th that was none."""
        year = self.today.year - years
        leap = (self.today.month, self.today.day) == (2, 29) and not isleap(year)
        return self.today.replace(year=year, day=28 if leap else self.today.day)

    def instant_years_ago(self, years: int) -> datetime:
        """The same moment of that date."""
        return datetime.combine(self.years_ago(years), self.instant.timetz())


@dataclass(frozen=True)
class Sweep:
    """Rows of a table whose time is over: `emptied` says what stands in their columns afterwards, with none they go."""

    table: type[SQLModel]
    text: Text
    over: Callable[[Moment, Periods], ColumnElement[bool]]
    emptied: Mapping[str, Any] | None = None
    recorded: bool = True


def _words(*columns: Any) -> ColumnElement[bool]:
    return or_(*(col(column) != "" for column in columns))


def _ended_jobs(at: Moment, periods: Periods) -> Any:
    return select(Job.id).where(col(Job.ended_at) < at.days_ago(periods.job_days))


def _old_entries(at: Moment, periods: Periods) -> Any:
    return select(LedgerEntry.id).where(LedgerEntry.day < at.years_ago(periods.ledger_years))


SWEEPS = (
    Sweep(
        LedgerEntry,
        Text("words of the ledger", "台账文字"),
        lambda at, periods: (
            (col(LedgerEntry.day) < at.years_ago(periods.ledger_years))
            & _words(LedgerEntry.place, LedgerEntry.content, LedgerEntry.correction_reason)
        ),
        {"place": "", "content": "", "correction_reason": ""},
    ),
    Sweep(
        Feedback,
        Text("words of feedback", "反馈文字"),
        lambda at, periods: (
            col(Feedback.ledger_entry_id).in_(_old_entries(at, periods)) & _words(Feedback.words, Feedback.follow_up)
        ),
        {"words": "", "follow_up": ""},
    ),
    Sweep(
        Visit,
        Text("reasons of cancelled visits", "取消原因"),
        lambda at, periods: (col(Visit.day) < at.years_ago(periods.ledger_years)) & _words(Visit.reason),
        {"reason": ""},
    ),
    Sweep(
        Offer,
        Text("reasons of declined offers", "婉拒原因"),
        lambda at, periods: (
            (col(Offer.start) < midnight(at.years_ago(periods.ledger_years))) & _words(Offer.reason)
        ),
        {"reason": ""},
    ),
    Sweep(
        Offer,
        Text("links to offers of visits that are over", "已过期的邀约链接"),
        lambda at, periods: (
            (col(Offer.start) < midnight(at.today - timedelta(days=periods.link_days)))
            & (col(Offer.token_hash) != col(Offer.id))
        ),
        {"token_hash": Offer.id},
        recorded=False,
    ),
    Sweep(
        Need,
        Text("words of needs that ended", "已结束需求的文字"),
        lambda at, periods: (col(Need.until_day) < at.years_ago(periods.ledger_years)) & _words(Need.content),
        {"content": ""},
    ),
    Sweep(
        NeedWeek,
        Text("reasons of single weeks", "单周调整原因"),
        lambda at, periods: (col(NeedWeek.week) < at.years_ago(periods.ledger_years)) & _words(NeedWeek.reason),
        {"reason": ""},
    ),
    Sweep(
        AvailabilityException,
        Text("days on which somebody was away", "请假记录"),
        lambda at, periods: col(AvailabilityException.day) < at.years_ago(periods.availability_years),
    ),
    Sweep(
        MatchRequest,
        Text("calls for help that nobody applied", "未采用的临时求助"),
        lambda at, periods: (
            col(MatchRequest.applied_version).is_(None) & (col(MatchRequest.changed_at) < at.days_ago(periods.call_days))
        ),
    ),
    Sweep(
        MatchRequest,
        Text("words of calls for help", "临时求助文字"),
        lambda at, periods: (
            (col(MatchRequest.created_at) < at.instant_years_ago(periods.ledger_years))
            & col(MatchRequest.applied_version).is_not(None)
            & (cast(MatchRequest.fields, String) != "{}")
        ),
        {"fields": {}},
    ),
    Sweep(
        JobEvent,
        Text("events of finished jobs", "已结束求解的过程"),
        lambda at, periods: col(JobEvent.job_id).in_(_ended_jobs(at, periods)),
        recorded=False,
    ),
    Sweep(
        JobWork,
        Text("checkpoints of finished jobs", "已结束求解的检查点"),
        lambda at, periods: col(JobWork.job_id).in_(_ended_jobs(at, periods)) & col(JobWork.incumbent).is_not(None),
        {"incumbent": None},
        recorded=False,
    ),
    Sweep(
        Feed,
        Text("revoked calendar feeds", "已停用的日历订阅"),
        lambda at, periods: col(Feed.revoked_at) < at.days_ago(periods.link_days),
    ),
    Sweep(
        Import,
        Text("imports whose file is gone", "已清除文件的导入"),
        lambda at, periods: col(Import.expires_at) < at.days_ago(periods.import_days),
        recorded=False,
    ),
    Sweep(
        Erasure,
        Text("erasures that nobody confirmed", "未确认的删除申请"),
        lambda at, _periods: (
            (col(Erasure.state) == ErasureState.ASKED) & (col(Erasure.created_at) < at.instant - CONFIRMED_WITHIN)
        ),
    ),
    Sweep(
        UserSession,
        Text("sessions that ended", "已结束的登录"),
        lambda at, periods: (
            (col(UserSession.revoked_at) < at.days_ago(periods.session_days))
            | (col(UserSession.created_at) < at.days_ago(periods.session_days) - ABSOLUTE)
        ),
        recorded=False,
    ),
    Sweep(
        ApiKey,
        Text("keys that ended", "已失效的密钥"),
        lambda at, periods: (
            (col(ApiKey.revoked_at) < at.instant_years_ago(periods.key_years))
            | (col(ApiKey.expires_at) < at.instant_years_ago(periods.key_years))
        ),
    ),
    Sweep(
        AnsweredCall,
        Text("answers that are told no more", "过期的暂存应答"),
        lambda at, _periods: col(AnsweredCall.created_at) <= at.instant - REMEMBERED,
        recorded=False,
    ),
    Sweep(
        LoginFailure,
        Text("wrong passwords", "密码错误记录"),
        lambda at, _periods: col(LoginFailure.at) < at.instant - WITHIN,
        recorded=False,
    ),
    Sweep(
        SignInAttempt,
        Text("sign-ins that were not finished", "未完成的统一登录"),
        lambda at, _periods: col(SignInAttempt.created_at) < at.days_ago(1),
        recorded=False,
    ),
)  # fmt: skip

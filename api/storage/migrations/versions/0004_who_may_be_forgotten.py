"""Who asks for it can be forgotten: of rows that stay for ever, the words may be emptied, and only they.

Words of a ledger row may be emptied once one of its people is erased, or after three years; notes of roster versions at any
time. Whatever else somebody tries with these rows is refused as before. A later migration that gives one of these tables a
column has to lay its triggers anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

YEARS = 3
WORDS = {
    "ledger_entry": ("place", "content", "correction_reason", "recorded_by"),
    "roster_version": ("note",),
}
FIGURES = {
    "ledger_entry": (
        "id", "visit_id", "need_id", "station_id", "corrects_id", "outcome", "pillar", "service", "day", "started_at", "ended_at",
        "volunteers", "cadres", "recorded_at",
    ),
    "roster_version": (
        "id", "roster_id", "number", "baseline", "document", "problem_hash", "cause", "undone_to", "made_by", "created_at",
    ),
}  # fmt: skip
WHEN = {
    "sqlite": {
        "ledger_entry": f"""(OLD.day < date('now', '-{YEARS} years')
            OR EXISTS (SELECT 1 FROM json_each(OLD.cadres) who JOIN cadre ON cadre.id = who.value
                WHERE cadre.erased_at IS NOT NULL)
            OR EXISTS (SELECT 1 FROM json_each(OLD.volunteers) who JOIN volunteer ON volunteer.id = who.value
                WHERE volunteer.erased_at IS NOT NULL)
            OR EXISTS (SELECT 1 FROM need JOIN cadre ON cadre.id = need.cadre_id
                WHERE need.id = OLD.need_id AND cadre.erased_at IS NOT NULL))""",
        "roster_version": "1",
    },
    "postgresql": {
        "ledger_entry": f"""(OLD.day < current_date - interval '{YEARS} years'
            OR EXISTS (SELECT 1 FROM json_array_elements_text(OLD.cadres) AS who(id) JOIN cadre ON cadre.id = who.id
                WHERE cadre.erased_at IS NOT NULL)
            OR EXISTS (SELECT 1 FROM json_array_elements_text(OLD.volunteers) AS who(id) JOIN volunteer ON volunteer.id = who.id
                WHERE volunteer.erased_at IS NOT NULL)
            OR EXISTS (SELECT 1 FROM need JOIN cadre ON cadre.id = need.cadre_id
                WHERE need.id = OLD.need_id AND cadre.erased_at IS NOT NULL))""",
        "roster_version": "true",
    },
}


def upgrade() -> None:
    for table in ("cadre", "volunteer"):
        op.add_column(table, sa.Column("erased_at", sa.DateTime(), nullable=True))
    op.add_column("record_entry", sa.Column("why_seal", sa.String(length=64), nullable=False, server_default=""))
    op.add_column("person", sa.Column("subject", sa.String(length=255), nullable=True))
    op.create_index("one_user_a_subject", "person", ["subject"], unique=True)
    op.create_table(
        "erasure",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("cadre_id", sa.String(length=64), nullable=True),
        sa.Column("volunteer_id", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("done_by", sa.String(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_erasure_cadre_id", "erasure", ["cadre_id"])
    op.create_index("ix_erasure_volunteer_id", "erasure", ["volunteer_id"])
    op.create_table(
        "consent_change",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("cadre_id", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_consent_change_cadre_id", "consent_change", ["cadre_id"])
    op.create_table(
        "sign_in_attempt",
        sa.Column("state_hash", sa.String(length=64), nullable=False),
        sa.Column("browser_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("state_hash"),
    )
    for table in WORDS:
        _refuse(table, unless=_emptied(table))
    if op.get_bind().dialect.name == "postgresql":
        everything = "(SELECT current_setting('matcher.stations', true) = '*')"
        for table, whole in (("consent_change", ("cadre",)), ("erasure", ("cadre", "volunteer"))):
            belongs = " OR ".join(f"EXISTS (SELECT 1 FROM {one} WHERE {one}.id = {table}.{one}_id)" for one in whole)
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(f"CREATE POLICY rows_of_the_scope ON {table} USING ({everything} OR {belongs})")


def downgrade() -> None:
    for table in WORDS:
        _refuse(table)
    for table in ("sign_in_attempt", "consent_change", "erasure"):
        op.drop_table(table)
    op.drop_index("one_user_a_subject", "person")
    op.drop_column("person", "subject")
    op.drop_column("record_entry", "why_seal")
    for table in ("volunteer", "cadre"):
        op.drop_column(table, "erased_at")


def _emptied(table: str) -> str:
    """What is true of a change that leaves every figure as it is and every word as it is or empty."""
    dialect = op.get_bind().dialect.name
    if dialect == "postgresql":
        names = ", ".join(f"'{name}'" for name in WORDS[table])
        figures = f"to_jsonb(NEW) - ARRAY[{names}] = to_jsonb(OLD) - ARRAY[{names}]"
    else:
        figures = " AND ".join(f'NEW."{name}" IS OLD."{name}"' for name in FIGURES[table])
    words = " AND ".join(f"NEW.{name} IN ('', OLD.{name})" for name in WORDS[table])
    return f"({figures} AND {words} AND {WHEN[dialect][table]})"


def _refuse(table: str, unless: str = "") -> None:
    """The triggers of 0002 laid anew: an UPDATE is refused unless it does no more than that."""
    if op.get_bind().dialect.name == "postgresql":
        function = f"refuse_rewriting_{table}" if unless else "refuse_rewriting"
        op.execute(f"DROP TRIGGER {table}_stays ON {table}")
        if unless:
            op.execute(
                f"""
                CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF TG_OP = 'UPDATE' THEN
                        IF {unless} THEN RETURN NEW; END IF;
                    END IF;
                    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
                END $$
                """
            )
        op.execute(
            f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
        )
        if not unless:
            op.execute(f"DROP FUNCTION refuse_rewriting_{table}()")
    else:
        op.execute(f"DROP TRIGGER {table}_refuses_update")
        when = f"WHEN NOT {unless} " if unless else ""
        op.execute(
            f"CREATE TRIGGER {table}_refuses_update BEFORE UPDATE ON {table} {when}"
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )

"""Rows of the scope: PostgreSQL itself shows a transaction the rows of the stations that it is kept to, and takes no others.

A transaction is kept by `matcher.stations` and `matcher.regions` (ids with commas between): `*` are all stations, and where
nothing is set there are none. Owners of the tables are held too (FORCE). Whom PostgreSQL excepts from all policies, its
superusers, has to work as the role that is made here, if the one who migrates is one of them; see `api/authority/walls.py`.

A table that is later found to belong to stations needs its policy in a migration of its own.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROLE = "matcher_asker"
EVERYTHING = "(SELECT current_setting('matcher.stations', true) = '*')"
STATIONS = "(SELECT string_to_array(current_setting('matcher.stations', true), ','))::text[]"
REGIONS = "(SELECT string_to_array(current_setting('matcher.regions', true), ','))::text[]"
"""Each a query of its own, so that it is answered once and not for every row."""

OF_A_STATION = ("cadre", "volunteer", "circle", "visit", "ledger_entry")
PARTS = {
    "consent": "cadre",
    "need": "cadre",
    "feedback": "cadre",
    "prior_visits": "cadre",
    "availability_exception": "volunteer",
    "feed": "volunteer",
    "need_week": "need",
    "offer": "visit",
    "roster_version": "roster",
    "job": "roster",
    "match_request": "roster",
    "job_work": "job",
    "job_event": "job",
}
"""A part is seen by whoever sees the row that it belongs to, whose own policy says who that is."""

POLICIES = {
    "station": f"id = ANY ({STATIONS}) OR region_id = ANY ({REGIONS})",
    "roster": f"station_id = ANY ({STATIONS}) OR region_id = ANY ({REGIONS})",
    **dict.fromkeys(OF_A_STATION, f"station_id = ANY ({STATIONS})"),
    **{
        table: f"EXISTS (SELECT 1 FROM {whole} WHERE {whole}.id = {table}.{whole}_id)" for table, whole in PARTS.items()
    },
}

MAKE_ROLE = f"""
    DO $$ BEGIN
        IF NOT (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user) THEN
            RETURN;
        END IF;
        BEGIN
            CREATE ROLE {ROLE} NOLOGIN;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;  -- another database of this server has it
        END;
        GRANT {ROLE} TO CURRENT_USER;
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO {ROLE}', current_schema());
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO {ROLE}', current_schema());
        EXECUTE format(
            'ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {ROLE}',
            current_schema()
        );
    END $$
"""
DROP_ROLE = f"""
    DO $$ BEGIN
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{ROLE}')
            AND (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user)
        THEN
            DROP OWNED BY {ROLE};
            DROP ROLE {ROLE};
        END IF;
    EXCEPTION WHEN dependent_objects_still_exist THEN
        NULL;  -- another database of this server goes on using it
    END $$
"""


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, belongs in POLICIES.items():
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY rows_of_the_scope ON {table} USING ({EVERYTHING} OR {belongs})")
    op.execute(MAKE_ROLE)


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(DROP_ROLE)
    for table in POLICIES:
        op.execute(f"DROP POLICY rows_of_the_scope ON {table}")
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")

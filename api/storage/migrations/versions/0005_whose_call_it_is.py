"""A call for help belongs to the station of its cadre, which may share its roster with others.

Until now whoever saw the roster saw the call. One whose cadre is gone belongs to no station any more.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

EVERYTHING = "(SELECT current_setting('matcher.stations', true) = '*')"
STATIONS = "(SELECT string_to_array(current_setting('matcher.stations', true), ','))::text[]"
OF_THE_STATION = f"station_id = ANY ({STATIONS})"
OF_THE_ROSTER = "EXISTS (SELECT 1 FROM roster WHERE roster.id = match_request.roster_id)"


def upgrade() -> None:
    with op.batch_alter_table("match_request") as table:
        table.add_column(sa.Column("station_id", sa.String(), nullable=True))
        table.create_foreign_key("match_request_station_id_fkey", "station", ["station_id"], ["id"])
        table.create_index("ix_match_request_station_id", ["station_id"])
    cadre = "need ->> 'cadre'" if _is_postgres() else "json_extract(need, '$.cadre')"
    op.execute(f"UPDATE match_request SET station_id = (SELECT cadre.station_id FROM cadre WHERE cadre.id = {cadre})")
    _keep_to(OF_THE_STATION)


def downgrade() -> None:
    _keep_to(OF_THE_ROSTER)
    with op.batch_alter_table("match_request") as table:
        table.drop_index("ix_match_request_station_id")
        table.drop_constraint("match_request_station_id_fkey", type_="foreignkey")
        table.drop_column("station_id")


def _keep_to(belongs: str) -> None:
    if _is_postgres():
        op.execute("DROP POLICY rows_of_the_scope ON match_request")
        op.execute(f"CREATE POLICY rows_of_the_scope ON match_request USING ({EVERYTHING} OR {belongs})")


def _is_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"

package io.standstill.journal.postgres;

/** What is asked of a database that is only looked over. */
final class SurveySql {

    static final String VERSION = "SELECT split_part(current_setting('server_version'), ' ', 1)";

    static final String IS_STANDBY = "SELECT pg_is_in_recovery()";

    /** How many connections this login may have at most, whoever else has some now. */
    static final String MOST_CONNECTIONS = """
            SELECT least(
                current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int,
                (SELECT CASE WHEN rolconnlimit < 0 THEN 2147483647 ELSE rolconnlimit END
                 FROM pg_roles WHERE rolname = current_user),
                (SELECT CASE WHEN datconnlimit < 0 THEN 2147483647 ELSE datconnlimit END
                 FROM pg_database WHERE datname = current_database()))
            """;

    static final String MAY_CREATE = "SELECT coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)";

    static final String OWNS_THE_JOURNAL = """
            SELECT coalesce((SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('journal')), true)
            """;

    static final String OWNER = "SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = to_regclass('journal')";

    private SurveySql() {}
}

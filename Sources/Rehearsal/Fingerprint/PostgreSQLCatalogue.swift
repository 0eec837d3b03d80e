/// What a schema of PostgreSQL has.
///
/// Left out: owners, roles, settings, foreign servers, publications, the versions of extensions, and what belongs to
/// an extension.
/// - Source: PostgreSQL documentation, "System Catalogs" and "System Catalog Information Functions", read 2026-11-21.
enum PostgreSQLCatalogue {
    static let queries = relations + programs + others

    private static let isOurs = """
        n.nspname NOT IN ('information_schema', 'borealis') AND n.nspname NOT LIKE 'pg\\_%'
        """

    /// - Parameter catalogue: of what the column has the number.
    private static func isOwn(_ number: String, in catalogue: String) -> String {
        """
        \(isOurs) AND NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.classid = '\(catalogue)'::regclass
        AND e.objid = \(number) AND e.deptype = 'e')
        """
    }

    private static let table = "quote_ident(n.nspname) || '.' || quote_ident(c.relname)"
    private static let fromClass = "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"

    private static let relations = [
        CatalogueQuery(
            "table",
            """
            SELECT \(table),
                CASE c.relkind WHEN 'f' THEN 'foreign' END,
                CASE c.relpersistence WHEN 'u' THEN 'unlogged' END,
                'partition by ' || pg_get_partkeydef(c.oid),
                'partition ' || pg_get_expr(c.relpartbound, c.oid),
                (SELECT 'inherits ' || string_agg(i.inhparent::regclass::text, ' ' ORDER BY i.inhseqno)
                    FROM pg_inherits i WHERE i.inhrelid = c.oid),
                CASE WHEN c.relrowsecurity THEN 'row security' END,
                CASE WHEN c.relforcerowsecurity THEN 'forced row security' END,
                'options ' || c.reloptions::text, 'grants ' || c.relacl::text
            FROM \(fromClass) WHERE c.relkind IN ('r', 'p', 'f') AND \(isOwn("c.oid", in: "pg_class"))
            """
        ),
        CatalogueQuery(
            "column",
            """
            SELECT \(table) || '.' || quote_ident(a.attname),
                row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum)::text,
                format_type(a.atttypid, a.atttypmod),
                CASE WHEN a.attnotnull THEN 'not null' END,
                CASE a.attidentity WHEN 'a' THEN 'identity always' WHEN 'd' THEN 'identity by default' END,
                CASE WHEN a.attgenerated = '' THEN 'default ' ELSE 'generated ' END || pg_get_expr(d.adbin, d.adrelid),
                (SELECT 'collation ' || quote_ident(l.collname) FROM pg_collation l, pg_type t
                    WHERE l.oid = a.attcollation AND t.oid = a.atttypid AND l.oid <> t.typcollation),
                'grants ' || a.attacl::text
            FROM \(fromClass) JOIN pg_attribute a ON a.attrelid = c.oid
                LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
            WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c') AND a.attnum > 0 AND NOT a.attisdropped
                AND \(isOwn("c.oid", in: "pg_class"))
            """
        ),
        // From version 18 on, columns that are not null have constraints as well.
        CatalogueQuery(
            "constraint",
            """
            SELECT quote_ident(n.nspname) || '.' || COALESCE(quote_ident(c.relname), quote_ident(t.typname))
                || '.' || quote_ident(k.conname), pg_get_constraintdef(k.oid)
            FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
                LEFT JOIN pg_class c ON c.oid = k.conrelid LEFT JOIN pg_type t ON t.oid = k.contypid
            WHERE k.contype NOT IN ('n', 't') AND \(isOwn("COALESCE(c.oid, t.oid)", in: "pg_class"))
            """
        ),
        CatalogueQuery(
            "index",
            """
            SELECT \(table), pg_get_indexdef(c.oid), CASE WHEN NOT i.indisvalid THEN 'invalid' END,
                CASE WHEN i.indisclustered THEN 'clustered' END
            FROM \(fromClass) JOIN pg_index i ON i.indexrelid = c.oid
            WHERE \(isOwn("i.indrelid", in: "pg_class"))
            """
        ),
        CatalogueQuery(
            "view",
            """
            SELECT \(table), CASE c.relkind WHEN 'm' THEN 'materialized' END, 'options ' || c.reloptions::text,
                'grants ' || c.relacl::text, pg_get_viewdef(c.oid)
            FROM \(fromClass) WHERE c.relkind IN ('v', 'm') AND \(isOwn("c.oid", in: "pg_class"))
            """
        ),
        CatalogueQuery(
            "sequence",
            """
            SELECT \(table), format_type(s.seqtypid, NULL), 'start ' || s.seqstart, 'increment ' || s.seqincrement,
                'from ' || s.seqmin || ' to ' || s.seqmax, 'cache ' || s.seqcache, CASE WHEN s.seqcycle THEN 'cycle' END,
                (SELECT 'of ' || p.refobjid::regclass || '.' || p.refobjsubid FROM pg_depend p
                    WHERE p.classid = 'pg_class'::regclass AND p.objid = c.oid AND p.deptype IN ('a', 'i')
                    AND p.refclassid = 'pg_class'::regclass),
                'grants ' || c.relacl::text
            FROM \(fromClass) JOIN pg_sequence s ON s.seqrelid = c.oid WHERE \(isOwn("c.oid", in: "pg_class"))
            """
        ),
        CatalogueQuery(
            "rule",
            """
            SELECT \(table) || '.' || quote_ident(r.rulename), pg_get_ruledef(r.oid), CASE WHEN r.ev_enabled <> 'O' THEN 'enabled ' || r.ev_enabled::text END
            FROM \(fromClass) JOIN pg_rewrite r ON r.ev_class = c.oid
            WHERE r.rulename <> '_RETURN' AND \(isOwn("c.oid", in: "pg_class"))
            """
        ),
        CatalogueQuery(
            "policy",
            """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(p.tablename) || '.' || quote_ident(p.policyname),
                p.permissive, p.roles::text, p.cmd, 'using ' || p.qual, 'check ' || p.with_check
            FROM pg_policies p JOIN pg_namespace n ON n.nspname = p.schemaname WHERE \(isOurs)
            """
        ),
        CatalogueQuery(
            "statistics",
            """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(s.stxname), pg_get_statisticsobjdef(s.oid)
            FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE \(isOurs)
            """
        ),
    ]

    private static let programs = [
        CatalogueQuery(
            "routine",
            """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(p.proname)
                || '(' || pg_get_function_identity_arguments(p.oid) || ')',
                CASE p.prokind WHEN 'a' THEN 'aggregate ' || pg_get_function_result(p.oid)
                    || (SELECT ' by ' || a.aggtransfn::text || ' ' || a.aggfinalfn::text || ' '
                        || COALESCE(a.agginitval, '') FROM pg_aggregate a WHERE a.aggfnoid = p.oid)
                ELSE pg_get_functiondef(p.oid) END,
                'grants ' || p.proacl::text
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE \(isOwn("p.oid", in: "pg_proc"))
            """
        ),
        CatalogueQuery(
            "trigger",
            """
            SELECT \(table) || '.' || quote_ident(t.tgname), pg_get_triggerdef(t.oid), CASE WHEN t.tgenabled <> 'O' THEN 'enabled ' || t.tgenabled::text END
            FROM \(fromClass) JOIN pg_trigger t ON t.tgrelid = c.oid
            WHERE NOT t.tgisinternal AND \(isOwn("c.oid", in: "pg_class"))
            """
        ),
        CatalogueQuery(
            "event trigger",
            """
            SELECT quote_ident(t.evtname), t.evtevent, t.evtfoid::regprocedure::text, t.evttags::text,
                CASE WHEN t.evtenabled <> 'O' THEN 'enabled ' || t.evtenabled::text END FROM pg_event_trigger t
            """
        ),
    ]

    private static let others = [
        CatalogueQuery(
            "schema",
            "SELECT quote_ident(n.nspname), 'grants ' || n.nspacl::text FROM pg_namespace n WHERE \(isOurs)"
        ),
        CatalogueQuery(
            "extension",
            """
            SELECT quote_ident(e.extname), 'in ' || quote_ident(n.nspname)
            FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
            """
        ),
        CatalogueQuery(
            "type",
            """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(t.typname),
                (SELECT 'enum ' || string_agg(quote_literal(l.enumlabel), ' ' ORDER BY l.enumsortorder)
                    FROM pg_enum l WHERE l.enumtypid = t.oid),
                CASE t.typtype WHEN 'd' THEN 'domain of ' || format_type(t.typbasetype, t.typtypmod) END,
                CASE WHEN t.typnotnull THEN 'not null' END, 'default ' || t.typdefault,
                (SELECT 'range of ' || format_type(r.rngsubtype, NULL) FROM pg_range r WHERE r.rngtypid = t.oid),
                CASE t.typtype WHEN 'c' THEN 'composite' END
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE (t.typtype IN ('d', 'e', 'r')
                    OR t.typtype = 'c' AND (SELECT c.relkind FROM pg_class c WHERE c.oid = t.typrelid) = 'c')
                AND \(isOwn("t.oid", in: "pg_type"))
            """
        ),
        CatalogueQuery(
            "comment",
            """
            SELECT i.type || ' ' || i.identity, d.description
            FROM pg_description d, LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) i, pg_namespace n
            WHERE n.nspname = i.schema AND \(isOurs) AND NOT EXISTS (SELECT 1 FROM pg_depend e
                WHERE e.classid = d.classoid AND e.objid = d.objoid AND e.deptype = 'e')
            """
        ),
    ]
}

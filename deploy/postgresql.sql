-- A database for a ledger, with three roles, none of which may more than it must; docs/deploy.md has how they are made.
--   sudo -u postgres psql -v ON_ERROR_STOP=1 -v db=sayso -f postgresql.sql
-- sayso_owner makes and migrates the tables, sayso reads and writes them (serve, watch, add), sayso_copy reads (pg_dump).
CREATE DATABASE :"db" OWNER sayso_owner ENCODING 'UTF8' TEMPLATE template0 LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE :"db" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"db" TO sayso, sayso_copy;
\connect :"db"
ALTER SCHEMA public OWNER TO sayso_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO sayso, sayso_copy;
ALTER DEFAULT PRIVILEGES FOR ROLE sayso_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO sayso;
ALTER DEFAULT PRIVILEGES FOR ROLE sayso_owner GRANT USAGE ON SEQUENCES TO sayso;
ALTER DEFAULT PRIVILEGES FOR ROLE sayso_owner GRANT SELECT ON TABLES TO sayso_copy;
ALTER DEFAULT PRIVILEGES FOR ROLE sayso_owner GRANT SELECT ON SEQUENCES TO sayso_copy;

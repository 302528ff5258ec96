package import GRDB

extension Companies {
    /// Brings the tables of this target up to date.
    package static func migrate(_ database: any DatabaseWriter) throws {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("companies-0001") { try $0.execute(sql: companies0001) }
        migrator.registerMigration("companies-0002") { try $0.execute(sql: companies0002) }
        migrator.registerMigration("companies-0003") { try $0.execute(sql: companies0003) }
        migrator.registerMigration("companies-0004 watch: who raised an alert, numbered notices") {
            try $0.execute(sql: companies0004)
        }
        try migrator.migrate(database)
    }

    // Frozen text: never edited after a release. Times are milliseconds since 1970.
    private static let companies0001 = """
        CREATE TABLE company (
            id TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            organizationNumber TEXT NOT NULL,
            baseCurrency TEXT NOT NULL,
            language TEXT NOT NULL,
            timeZone TEXT NOT NULL,
            alerts TEXT NOT NULL DEFAULT '{}',
            createdAt INTEGER NOT NULL,
            removedAt INTEGER
        ) STRICT;
        CREATE TABLE connection (
            company TEXT NOT NULL REFERENCES company(id),
            id TEXT NOT NULL,
            position INTEGER NOT NULL,
            service TEXT NOT NULL,
            baseURL TEXT,
            isEnabled INTEGER NOT NULL CHECK (isEnabled IN (0, 1)),
            settings TEXT NOT NULL,
            options TEXT NOT NULL,
            removedAt INTEGER,
            PRIMARY KEY (company, id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE secret (
            company TEXT NOT NULL,
            connection TEXT NOT NULL,
            name TEXT NOT NULL,
            position INTEGER NOT NULL,
            sealed BLOB NOT NULL,
            keyID TEXT NOT NULL,
            PRIMARY KEY (company, connection, name, position),
            FOREIGN KEY (company, connection) REFERENCES connection(company, id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE masterKey (
            id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
            keyID TEXT NOT NULL,
            sealed BLOB NOT NULL
        ) STRICT;
        CREATE TABLE rules (
            company TEXT NOT NULL REFERENCES company(id),
            version INTEGER NOT NULL CHECK (version > 0),
            json TEXT NOT NULL,
            author TEXT NOT NULL,
            reason TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            PRIMARY KEY (company, version)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE companyRevision (
            id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
            value INTEGER NOT NULL
        ) STRICT;
        INSERT INTO companyRevision (id, value) VALUES (1, 0);
        CREATE TABLE auditEntry (
            id INTEGER NOT NULL PRIMARY KEY,
            createdAt INTEGER NOT NULL,
            company TEXT,
            actor TEXT NOT NULL,
            action TEXT NOT NULL,
            subject TEXT NOT NULL,
            detail TEXT NOT NULL,
            previousHash BLOB NOT NULL,
            hash BLOB NOT NULL
        ) STRICT;
        CREATE INDEX auditEntryByCompany ON auditEntry (company, id);
        CREATE TABLE auditHead (
            id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
            count INTEGER NOT NULL,
            hash BLOB NOT NULL
        ) STRICT;
        INSERT INTO auditHead (id, count, hash) VALUES (1, 0, zeroblob(32));
        CREATE TRIGGER auditEntryIsNotChanged BEFORE UPDATE ON auditEntry
        BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
        CREATE TRIGGER auditEntryIsNotDeleted BEFORE DELETE ON auditEntry
        BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END;
        """

    private static let companies0002 = """
        CREATE TABLE user (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            email TEXT NOT NULL UNIQUE,
            passwordHash TEXT,
            isDisabled INTEGER NOT NULL DEFAULT 0 CHECK (isDisabled IN (0, 1)),
            createdAt INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE membership (
            user INTEGER NOT NULL REFERENCES user(id),
            company TEXT NOT NULL REFERENCES company(id),
            role TEXT NOT NULL CHECK (role IN ('owner', 'accountant', 'viewer')),
            PRIMARY KEY (user, company)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE oneTimeLink (
            hash BLOB NOT NULL PRIMARY KEY,
            user INTEGER NOT NULL REFERENCES user(id),
            purpose TEXT NOT NULL CHECK (purpose IN ('signUp', 'reset')),
            expiresAt INTEGER NOT NULL,
            usedAt INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX oneTimeLinkByUser ON oneTimeLink (user);
        CREATE TABLE session (
            hash BLOB NOT NULL PRIMARY KEY,
            user INTEGER NOT NULL REFERENCES user(id),
            createdAt INTEGER NOT NULL,
            lastSeenAt INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sessionByUser ON session (user);
        CREATE TABLE signInThrottle (
            key TEXT NOT NULL PRIMARY KEY,
            failures INTEGER NOT NULL,
            lastAt INTEGER NOT NULL,
            blockedUntil INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE apiToken (
            id TEXT NOT NULL PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE,
            company TEXT NOT NULL REFERENCES company(id),
            role TEXT NOT NULL CHECK (role IN ('owner', 'accountant', 'viewer')),
            name TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            lastUsedAt INTEGER,
            revokedAt INTEGER
        ) STRICT, WITHOUT ROWID;
        """

    private static let companies0003 = """
        CREATE TABLE alert (
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            company TEXT NOT NULL REFERENCES company(id),
            connection TEXT NOT NULL,
            code TEXT NOT NULL,
            severity TEXT NOT NULL CHECK (severity IN ('error', 'warning')),
            count INTEGER NOT NULL CHECK (count > 0),
            subject TEXT,
            firstAt INTEGER NOT NULL,
            lastAt INTEGER NOT NULL,
            closedAt INTEGER,
            acknowledgedAt INTEGER,
            acknowledgedBy TEXT,
            snoozedUntil INTEGER,
            noticedCount INTEGER NOT NULL DEFAULT 0,
            notice TEXT CHECK (notice IN ('opened', 'grown', 'cured'))
        ) STRICT;
        CREATE UNIQUE INDEX alertOfCause ON alert (company, connection, code)
            WHERE closedAt IS NULL;
        CREATE INDEX alertByCompany ON alert (company, id);
        CREATE INDEX alertToTell ON alert (id) WHERE notice IS NOT NULL;
        ALTER TABLE user ADD COLUMN codeSecret BLOB;
        ALTER TABLE user ADD COLUMN codeConfirmedAt INTEGER;
        ALTER TABLE user ADD COLUMN codeStep INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE session ADD COLUMN isPending INTEGER NOT NULL DEFAULT 0
            CHECK (isPending IN (0, 1));
        CREATE TABLE setUpLink (
            id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
            hash BLOB NOT NULL,
            expiresAt INTEGER NOT NULL
        ) STRICT;
        """

    /// Who raised an alert decides how it ends.
    ///
    /// `watched` is closed as soon as the watch no longer sees it, `reported` by whoever reported it; `happened`
    /// cannot be cured and is closed when it is seen, or has not happened for a while.
    private static let companies0004 = """
        ALTER TABLE alert ADD COLUMN origin TEXT NOT NULL DEFAULT 'watched'
            CHECK (origin IN ('watched', 'reported', 'happened'));
        ALTER TABLE alert ADD COLUMN noticeNumber INTEGER NOT NULL DEFAULT 0;
        """
}

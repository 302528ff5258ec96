import GRDB

/// The tables of the outbox.
///
/// Frozen text: a migration is never edited once it is released, only followed.
enum Migrations {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("outbox-0001 events, attempts, effects, replays") { db in
            try db.execute(sql: events)
            try db.execute(sql: attempts)
            try db.execute(sql: effects)
        }
        migrator.registerMigration("outbox-0002 add effect.content") { db in
            try db.execute(sql: "ALTER TABLE effect ADD COLUMN content TEXT")
        }
        migrator.registerMigration("outbox-0003 jobs, sweeps, parts, notes") { db in
            try db.execute(sql: jobs)
        }
        migrator.registerMigration("outbox-0004 indexes that count and page without a scan") { db in
            try db.execute(sql: indexes)
        }
        migrator.registerMigration("outbox-recon-0001 what subjects are known by") { db in
            try db.execute(sql: subjectFacts)
        }
        return migrator
    }

    /// Times are milliseconds since 1970.
    ///
    /// An event's id is made of `receivedAt` and `seq`. A check by `IN` of more than two values makes a table of
    /// them for each row that is written; a chain of `OR` does not.
    private static let events = """
        CREATE TABLE replay (
            seq INTEGER PRIMARY KEY,
            company TEXT,
            filter TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            matched INTEGER NOT NULL CHECK (matched >= 0)
        ) STRICT;

        CREATE TABLE event (
            seq INTEGER PRIMARY KEY,
            company TEXT NOT NULL CHECK (length(company) BETWEEN 1 AND 64),
            connection TEXT NOT NULL CHECK (length(connection) BETWEEN 1 AND 64),
            topic TEXT NOT NULL CHECK (length(topic) BETWEEN 1 AND 255),
            subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
            deliveryID TEXT NOT NULL CHECK (length(deliveryID) BETWEEN 1 AND 255),
            state TEXT NOT NULL
                CHECK (state = 'pending' OR state = 'running' OR state = 'done' OR state = 'skipped'
                    OR state = 'failed'),
            receivedAt INTEGER NOT NULL CHECK (receivedAt >= 0),
            dueAt INTEGER NOT NULL,
            leaseUntil INTEGER,
            coversThrough INTEGER,
            attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
            budgetUsed INTEGER NOT NULL DEFAULT 0 CHECK (budgetUsed >= 0),
            runsAgain INTEGER NOT NULL DEFAULT 0 CHECK (runsAgain IN (0, 1)),
            finishedAt INTEGER,
            cause TEXT,
            message TEXT,
            remedy TEXT,
            explanation TEXT,
            replay INTEGER REFERENCES replay (seq),
            CHECK ((state = 'running') = (leaseUntil IS NOT NULL)),
            CHECK ((state = 'running') = (coversThrough IS NOT NULL)),
            CHECK (state NOT IN ('skipped', 'failed') OR cause IS NOT NULL),
            CHECK (state <> 'done' OR cause IS NULL),
            CHECK ((state = 'done' OR state = 'skipped' OR state = 'failed') = (finishedAt IS NOT NULL))
        ) STRICT;
        CREATE UNIQUE INDEX event_delivery ON event (company, connection, deliveryID);
        CREATE INDEX event_subject ON event (company, connection, subject, seq);
        CREATE INDEX event_company ON event (company, seq);
        CREATE INDEX event_received ON event (company, receivedAt, state);
        CREATE INDEX event_due ON event (dueAt, seq) WHERE state = 'pending';
        CREATE UNIQUE INDEX event_running ON event (company, connection, subject)
            WHERE state = 'running';
        CREATE INDEX event_attention ON event (company, state, seq)
            WHERE state IN ('skipped', 'failed');
        CREATE INDEX event_cause ON event (company, cause, seq) WHERE cause IS NOT NULL;
        CREATE INDEX event_replay ON event (replay, state) WHERE replay IS NOT NULL;

        CREATE TABLE payload (
            event INTEGER PRIMARY KEY REFERENCES event (seq),
            body BLOB NOT NULL
        ) STRICT;

        CREATE TABLE success (
            company TEXT NOT NULL,
            connection TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (company, connection)
        ) STRICT, WITHOUT ROWID;
        """

    private static let attempts = """
        CREATE TABLE attempt (
            event INTEGER NOT NULL REFERENCES event (seq),
            number INTEGER NOT NULL CHECK (number >= 1),
            startedAt INTEGER NOT NULL,
            endedAt INTEGER,
            verdict TEXT
                CHECK (verdict = 'done' OR verdict = 'skipped' OR verdict = 'retry' OR verdict = 'failed'
                    OR verdict = 'interrupted'),
            message TEXT,
            calls TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(calls)),
            CHECK ((endedAt IS NULL) = (verdict IS NULL)),
            PRIMARY KEY (event, number)
        ) STRICT, WITHOUT ROWID;
        """

    private static let effects = """
        CREATE TABLE effect (
            seq INTEGER PRIMARY KEY,
            company TEXT NOT NULL,
            key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 512),
            state TEXT NOT NULL CHECK (state = 'started' OR state = 'done' OR state = 'unknown'),
            event INTEGER NOT NULL REFERENCES event (seq),
            startedAt INTEGER NOT NULL,
            endedAt INTEGER,
            kind TEXT,
            resultID TEXT,
            number TEXT,
            url TEXT,
            UNIQUE (company, key),
            CHECK ((state = 'done') = (kind IS NOT NULL AND resultID IS NOT NULL)),
            CHECK ((state = 'done') = (endedAt IS NOT NULL))
        ) STRICT;
        CREATE INDEX effect_event ON effect (event);
        CREATE INDEX effect_kind ON effect (company, kind, endedAt) WHERE kind IS NOT NULL;
        """

    private static let jobs = """
        CREATE TABLE job (
            id INTEGER PRIMARY KEY,
            company TEXT NOT NULL,
            connection TEXT NOT NULL,
            kind TEXT NOT NULL,
            parameters TEXT NOT NULL CHECK (json_valid(parameters)),
            state TEXT NOT NULL DEFAULT 'running'
                CHECK (state IN ('running', 'stopped', 'done', 'failed')),
            cursor TEXT,
            done INTEGER NOT NULL DEFAULT 0 CHECK (done >= 0),
            total INTEGER CHECK (total >= 0),
            tally TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(tally)),
            message TEXT,
            createdAt INTEGER NOT NULL,
            updatedAt INTEGER NOT NULL,
            CHECK (state <> 'failed' OR message IS NOT NULL)
        ) STRICT;
        CREATE INDEX job_kind ON job (kind, id);

        CREATE TABLE sweep (
            company TEXT NOT NULL,
            connection TEXT NOT NULL,
            through INTEGER NOT NULL,
            ranAt INTEGER NOT NULL,
            changed INTEGER NOT NULL CHECK (changed >= 0),
            missed INTEGER NOT NULL CHECK (missed BETWEEN 0 AND changed),
            PRIMARY KEY (company, connection)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE part (
            company TEXT NOT NULL,
            connection TEXT NOT NULL,
            part TEXT NOT NULL,
            subject TEXT NOT NULL,
            PRIMARY KEY (company, connection, part, subject)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE note (
            company TEXT NOT NULL,
            key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 512),
            value TEXT NOT NULL,
            PRIMARY KEY (company, key)
        ) STRICT, WITHOUT ROWID;
        """

    private static let subjectFacts = """
        CREATE TABLE subjectFact (
            company TEXT NOT NULL,
            connection TEXT NOT NULL,
            subject TEXT NOT NULL,
            number TEXT NOT NULL,
            date TEXT NOT NULL,
            customer TEXT,
            amount INTEGER,
            currency TEXT,
            url TEXT,
            CHECK ((amount IS NULL) = (currency IS NULL)),
            PRIMARY KEY (company, connection, subject)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX subjectFact_number ON subjectFact (company, number);
        CREATE INDEX subjectFact_subject ON subjectFact (company, subject);
        CREATE INDEX subjectFact_customer ON subjectFact (company, customer)
            WHERE customer IS NOT NULL;
        CREATE INDEX subjectFact_amount ON subjectFact (company, amount)
            WHERE amount IS NOT NULL;
        CREATE INDEX effect_number ON effect (company, number) WHERE number IS NOT NULL;
        """

    /// A partial index serves only a query that repeats its condition word for word.
    private static let indexes = """
        DROP INDEX event_due;
        CREATE INDEX event_due ON event (state, dueAt, seq, company) WHERE state = 'pending';
        DROP INDEX event_subject;
        CREATE INDEX event_subject ON event (company, subject, connection, seq);
        DROP INDEX event_attention;
        CREATE INDEX event_attention ON event (state, company, seq)
            WHERE state IN ('skipped', 'failed');
        DROP INDEX event_cause;
        CREATE INDEX event_cause ON event (company, cause, seq, state) WHERE cause IS NOT NULL;
        """
}

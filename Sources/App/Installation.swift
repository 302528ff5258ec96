import Bookkeeping
import Companies
import Destinations
import Foundation
import Logging
import Outbox
import Remote

/// A data directory that this process owns, with everything in it opened.
struct Installation: Sendable {
    let directory: DataDirectory
    let store: Store
    let outbox: Outbox
    let companies: Companies
    let live: LiveCompanies
    let handler: EventHandler
    let backfills: Backfills
    /// Where every part of the work tells what is wrong.
    let desk: AlertDesk
    let address: PublicAddress
    /// By which other services are reached.
    let transport: any RemoteTransport
    let reconciliations: Reconciliations
    let offers: LedgerOffers

    /// Takes the directory's lock, opens and migrates the database, and reads the companies.
    ///
    /// Throws `CommandFailure` with exit code 78 when the master key is missing or wrong.
    static func open(
        _ configuration: Configuration,
        retry: RetryPolicy? = nil,
        conditions: ConnectionClients.Conditions,
        now: @escaping @Sendable () -> Date = { Date() },
        logger: Logger
    ) async throws -> Installation {
        let key = try masterKey(of: configuration)
        let directory = try DataDirectory(path: configuration.dataDirectory)
        let store = try Store.open(at: directory.databasePath)
        try Companies.migrate(store.database)
        let companies: Companies
        do {
            companies = try Companies(database: store.database, masterKey: key, now: now)
        } catch let error as CompanyError {
            throw CommandFailure(
                "\(error.message.en) \(error.remedy.en)",
                exitCode: OperationReply.Exit.wrongConfiguration
            )
        }
        let policy =
            retry
            ?? RetryPolicy(
                base: .seconds(configuration.retryBaseSeconds),
                cap: .seconds(configuration.retryCapSeconds),
                maximumAttempts: configuration.retryMaximumAttempts
            )
        let outbox = Outbox(
            store: store,
            settings: .init(
                retry: policy,
                now: now,
                isOutcomeKnown: isOutcomeKnown,
                onEffect: { db, effect in
                    guard !messageKinds.contains(effect.record.kind) else { return }
                    try Companies.enter(
                        effect.key,
                        madeAs: effect.record.kind,
                        id: effect.record.id,
                        number: effect.record.number,
                        company: effect.company,
                        at: effect.milliseconds,
                        in: db
                    )
                }
            ),
            logger: logger
        )
        let live = LiveCompanies(
            store: companies,
            clients: ConnectionClients(conditions: conditions, now: now),
            logger: logger
        )
        try await live.reload()
        let desk = AlertDesk(companies: companies, outbox: outbox, logger: logger)
        let address = PublicAddress(configuration.publicAddress(port: configuration.port))
        let handler = EventHandler(
            companies: live,
            outbox: outbox,
            desk: desk,
            posts: AlertPosts(
                live: live,
                companies: companies,
                outbox: outbox,
                mailer: configuration.mailServer.map { Mailer($0) },
                address: address,
                now: now
            ),
            now: now,
            logger: logger
        )
        return Installation(
            directory: directory,
            store: store,
            outbox: outbox,
            companies: companies,
            live: live,
            handler: handler,
            backfills: Backfills(
                companies: live,
                outbox: outbox,
                handler: handler,
                now: now,
                logger: logger
            ),
            desk: desk,
            address: address,
            transport: conditions.transport,
            reconciliations: Reconciliations(
                companies: live,
                store: companies,
                outbox: outbox,
                now: now,
                logger: logger
            ),
            offers: LedgerOffers(now: now)
        )
    }

    /// Takes up changed settings of a company, and makes events due that failed for want of them.
    ///
    /// Returns how many events are tried again.
    func settingsChanged(of company: String) async throws -> Int {
        try await live.reload()
        offers.forget(company)
        return try await outbox.retryFailed(company: company, causes: Cause.curableBySettings)
    }

    /// Effects that are no bookings: what was told, and who is in a channel.
    private static let messageKinds: Set<String> = ["message", "mail", "member"]

    private static func isOutcomeKnown(_ error: any Error) -> Bool {
        switch error {
        case let failure as LedgerFailure: failure.isOutcomeKnown
        case let failure as SlackFailure: failure.isOutcomeKnown
        case let error as RemoteError: error.isOutcomeKnown
        case let failure as MailFailure: !failure.isTransient
        default: false
        }
    }

    static func masterKey(of configuration: Configuration) throws -> MasterKey {
        let text: String
        if let path = configuration.masterKeyFile {
            guard let content = try? String(contentsOfFile: path, encoding: .utf8) else {
                throw noKey("The master key file \(path) cannot be read.")
            }
            text = content
        } else if let value = configuration.masterKey {
            text = value
        } else {
            throw noKey("There is no master key.")
        }
        do throws(CompanyError) {
            return try MasterKey(base64: text.trimmingCharacters(in: .whitespacesAndNewlines))
        } catch {
            throw noKey(error.message.en)
        }
    }

    private static func noKey(_ reason: String) -> CommandFailure {
        CommandFailure(
            "\(reason) Make one with: bokbro key generate > master.key && chmod 600 master.key; "
                + "then set BOKBRO_MASTER_KEY_FILE=master.key. Keep a copy apart from the backups.",
            exitCode: OperationReply.Exit.wrongConfiguration
        )
    }
}

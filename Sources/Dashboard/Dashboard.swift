package import Companies
package import Foundation
package import Hummingbird
package import Logging

/// The pages that people use and the admin API that programs use.
///
/// Knows neither shops nor ledgers: who somebody is comes from `Companies`, what happened from the `EventLog`, and
/// how the connections fare from whoever makes the calls.
package struct Dashboard: Sendable {
    /// What the dashboard is told about the world around it.
    package struct Surroundings: Sendable {
        /// What links begin with; cookies are `Secure` when it is https.
        package var publicURL: String
        package var status: @Sendable () async -> DashboardStatus
        package var now: @Sendable () -> Date
        /// Whether what is open is to end, because the service stops.
        package var isStopping: @Sendable () -> Bool
        package var logger: Logger

        package init(
            publicURL: String,
            status: @escaping @Sendable () async -> DashboardStatus = { DashboardStatus() },
            now: @escaping @Sendable () -> Date,
            isStopping: @escaping @Sendable () -> Bool = { false },
            logger: Logger
        ) {
            self.publicURL = publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL
            self.status = status
            self.now = now
            self.isStopping = isStopping
            self.logger = logger
        }
    }

    let companies: Companies
    let log: any EventLog
    let work: CompanyWork
    let surroundings: Surroundings
    let templates: Templates
    let origin: SiteOrigin
    let cookie: SessionCookie
    let places = ChangeStream.Places()

    /// Throws when a template cannot be parsed, which a test rules out.
    package init(
        companies: Companies,
        log: any EventLog,
        work: CompanyWork = .unavailable,
        surroundings: Surroundings
    ) throws {
        self.companies = companies
        self.log = log
        self.work = work
        self.surroundings = surroundings
        templates = try Templates()
        origin = SiteOrigin(publicURL: surroundings.publicURL)
        cookie = SessionCookie(isSecure: origin.isSecure)
    }

    /// The path, below the public address, that the one-time link of a new or reset user leads to.
    package static func invitationPath(_ token: String) -> String {
        Path.invitation(token)
    }

    /// The path, below the public address, where the first user is made with the token of `Companies.beginSetUp`.
    package static func setUpPath(_ token: String) -> String {
        Path.setUp(token)
    }

    /// The path, below the public address, of a company's alerts.
    package static func alertsPath(_ company: String) -> String {
        Path.alerts(company)
    }

    /// The path, below the public address, of a company's overview.
    package static func companyPath(_ company: String) -> String {
        Path.company(company)
    }

    /// Adds every route of the dashboard and of the admin API.
    ///
    /// `client` tells the address a request comes from, for the throttling of sign-ins.
    package func addRoutes<Context: RequestContext>(
        to router: Router<Context>,
        client: @escaping @Sendable (Request, Context) -> String
    ) {
        addPages(to: router, client: client)
        addAssets(to: router)
        addAPI(to: router)
    }
}

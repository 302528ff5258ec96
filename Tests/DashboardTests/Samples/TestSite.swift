import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore

@testable import Dashboard

/// The dashboard's routes in memory, with someone to walk them.
struct TestSite {
    let sample: SampleCompanies
    let log: FakeEventLog
    let work = FakeWork()
    let publicURL: String

    init(
        _ events: [EventDocument] = TestSite.events,
        publicURL: String = "http://bokbro.example",
        emptyHouse: Bool = false
    ) async throws {
        sample = try await SampleCompanies(now: SamplePages.now, isEmpty: emptyHouse)
        log = FakeEventLog(events)
        self.publicURL = publicURL
    }

    static let events = [
        SampleEvents.failed(), SampleEvents.done(), SampleEvents.skipped(), SampleEvents.pending(),
        foreign, disabled,
    ]

    static var foreign: EventDocument {
        var event = SampleEvents.failed()
        event.id = "019a5b5e-7f3c-7c1e-9d0a-3f1f5a2b7cf0"
        event.company = "fremmed"
        return event
    }

    static var disabled: EventDocument {
        var event = SampleEvents.failed(cause: "CREDENTIALS_REJECTED")
        event.id = "019a5b5e-7f3c-7c1e-9d0a-3f1f5a2b7cf1"
        event.connection = "disabled"
        return event
    }

    /// Walks the site; `session` in the walker holds a cookie once signed in.
    func visit(_ body: @escaping @Sendable (Walker) async throws -> Void) async throws {
        let router = Router()
        let dashboard = try Dashboard(
            companies: sample.companies,
            log: log,
            work: work.work,
            surroundings: Dashboard.Surroundings(
                publicURL: publicURL,
                now: { SamplePages.now },
                isStopping: { true },
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            )
        )
        dashboard.addRoutes(to: router, client: { _, _ in "192.0.2.1" })
        try await Application(router: router).test(.router) { client in
            try await body(Walker(client: client))
        }
    }

    /// A browser, roughly: it sends cookies and says where its requests come from.
    struct Walker: Sendable {
        let client: any TestClientProtocol
        var cookie: String?
        var site: String? = "same-origin"
        var origin: String?

        func get(_ path: String, language: String? = nil) async throws -> Answer {
            try await send(.get, path, extra: language.map { [.acceptLanguage: $0] } ?? [:])
        }

        func post(_ path: String, _ form: [String: String] = [:]) async throws -> Answer {
            let body = form.map { "\(Self.encoded($0.key))=\(Self.encoded($0.value))" }
            return try await send(
                .post,
                path,
                extra: [.contentType: "application/x-www-form-urlencoded"],
                body: body.joined(separator: "&")
            )
        }

        func send(
            _ method: HTTPRequest.Method,
            _ path: String,
            extra: HTTPFields = [:],
            body: String? = nil
        ) async throws -> Answer {
            var headers = extra
            if let cookie { headers[.cookie] = cookie }
            if let site, let name = HTTPField.Name("Sec-Fetch-Site") { headers[name] = site }
            if let origin { headers[.origin] = origin }
            return try await client.execute(
                uri: path,
                method: method,
                headers: headers,
                body: body.map { ByteBuffer(string: $0) }
            ) { Answer($0) }
        }

        func signedIn(_ email: String) async throws -> Walker {
            let answer = try await post(
                "/sign-in",
                ["email": email, "password": SampleCompanies.password]
            )
            var walker = self
            walker.cookie = answer.setCookie?.split(separator: ";").first.map(String.init)
            return walker
        }

        private static func encoded(_ text: String) -> String {
            text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        }
    }

    struct Answer: Sendable {
        let status: Int
        let headers: HTTPFields
        let body: String

        init(_ response: TestResponse) {
            status = response.status.code
            headers = response.headers
            body = String(buffer: response.body)
        }

        var location: String? { headers[.location] }
        var setCookie: String? { headers[.setCookie] }
    }
}

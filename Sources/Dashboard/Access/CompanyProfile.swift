import Bookkeeping
import Companies
import Foundation

/// A company with what the pages and the API need of it.
struct CompanyProfile: Hashable, Sendable {
    struct Source: Hashable, Sendable {
        let id: String
        let service: String
        /// Events come from it, by webhook.
        let sendsEvents: Bool
        let isEnabled: Bool
    }

    let id: String
    let name: String
    let language: Language
    let timeZone: TimeZone
    let connections: [Source]

    init(_ company: Company, _ connections: [Connection]) {
        id = company.id
        name = company.name
        language = company.language
        timeZone = TimeZone(identifier: company.timeZone) ?? .gmt
        self.connections = connections.map {
            Source(
                id: $0.id,
                service: $0.service.rawValue,
                sendsEvents: !$0.service.onlyAnswers,
                isEnabled: $0.isEnabled
            )
        }
    }
}

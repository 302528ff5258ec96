import Bookkeeping
import Companies
import Foundation
import HTTPTypes
import Hummingbird

/// One request to a page: what was asked, in which language, by whom.
struct Visit: Sendable {
    let request: Request
    let language: Language
    /// nil when nobody is signed in.
    var user: User?
    /// The network address that asks.
    let client: String
    let now: Date

    var text: PhraseBook { PhraseBook(language: language) }

    /// The address with its query, to come back to.
    var address: String { Path.local(request.uri.string) }

    func query(_ name: String) -> String? {
        request.uri.queryParameters[name[...]].map(String.init)
    }

    /// That there were too many tries, and how long to wait; rounded up to whole minutes.
    func tooManyTries(until: Date) -> String {
        let minutes = max(1, Int((until.timeIntervalSince(now) / 60).rounded(.up)))
        return "\(text.tooManyTries) \(wording(nil).span(seconds: minutes * 60))."
    }

    func wording(_ company: CompanyProfile?) -> Wording {
        Wording(
            language: language,
            timeZone: company?.timeZone ?? TimeZone(identifier: "Europe/Oslo") ?? .gmt
        )
    }
}

/// Why a page is not shown.
enum PageRefusal: Error, Hashable {
    case signInNeeded
    case notFound
    case forbidden
    case crossSite
    case unreadable
    case tooLarge

    var status: HTTPResponse.Status {
        switch self {
        case .signInNeeded: .unauthorized
        case .notFound: .notFound
        case .forbidden, .crossSite: .forbidden
        case .unreadable: .badRequest
        case .tooLarge: .contentTooLarge
        }
    }
}

extension Parameters {
    /// A part of the path without its percent signs, which the router leaves in; nil when they make no text.
    func decoded(_ name: String) -> String? {
        get(name)?.removingPercentEncoding
    }
}

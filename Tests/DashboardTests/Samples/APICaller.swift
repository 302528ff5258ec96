import Companies
import Foundation
import HTTPTypes
import Testing

@testable import Dashboard

/// A program that uses the admin API; every answer is held against the API's description.
struct APICaller {
    static let place = "/api/v1/companies/nordlys"

    struct Answer {
        let status: Int
        let headers: HTTPFields
        let json: [String: Any]
        let text: String

        var items: [[String: Any]] { json["items"] as? [[String: Any]] ?? [] }
        var error: [String: Any] { json["error"] as? [String: Any] ?? [:] }
    }

    func call(
        _ method: HTTPRequest.Method,
        _ path: String,
        token: Token? = .of(.owner),
        headers extra: HTTPFields = [:],
        body: String? = nil,
        site: TestSite? = nil
    ) async throws -> Answer {
        let site = if let site { site } else { try await TestSite() }
        let text = token.map { $0.text(site) }
        let box = Box()
        try await site.visit { walker in
            var headers = extra
            if let text { headers[.authorization] = "Bearer \(text)" }
            var program = walker
            program.site = nil
            await box.keep(try await program.send(method, path, extra: headers, body: body))
        }
        let answer = try #require(await box.answer)
        let isJSON = answer.headers[.contentType]?.hasPrefix("application/json") ?? false
        let json =
            isJSON ? try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) : [:] as Any
        if path.hasPrefix(Self.place), !path.contains("to-come") {
            let problems = try OpenAPICheck().problems(
                method.rawValue.lowercased(),
                path,
                status: answer.status,
                body: isJSON ? answer.body : nil
            )
            #expect(problems == [], "\(method) \(path)")
        }
        return Answer(
            status: answer.status,
            headers: answer.headers,
            json: json as? [String: Any] ?? [:],
            text: answer.body
        )
    }

    enum Token {
        case of(Role)
        case text(String)

        func text(_ site: TestSite) -> String {
            switch self {
            case .of(let role): site.sample.tokens[role] ?? ""
            case .text(let text): text
            }
        }
    }

    private actor Box {
        private(set) var answer: TestSite.Answer?

        func keep(_ answer: TestSite.Answer) {
            self.answer = answer
        }
    }
}

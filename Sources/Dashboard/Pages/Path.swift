import Foundation

/// Every address of the dashboard; links in pages and redirects are made here and nowhere else.
enum Path {
    static let home = "/"
    static let signIn = "/sign-in"
    static let signOut = "/sign-out"
    static let language = "/language"
    static let icon = "/favicon.svg"
    static let oldIcon = "/favicon.ico"
    static let stylesheet = "/assets/stylesheet.css"
    static let script = "/assets/refresh.js"
    static let signInCode = "/sign-in/code"
    static let account = "/account"
    static let accountCode = "/account/code"
    static let accountCodeRemoval = "/account/code/removals"
    static let sessions = "/account/sessions/endings"
    static let newCompany = "/companies/new"

    /// Where the one-time link of a new or reset user leads, below the public URL.
    static func invitation(_ token: String) -> String {
        "/invitations/" + encoded(token)
    }

    static func signIn(returningTo path: String) -> String {
        path == home ? signIn : signIn + query([("return", path)])
    }

    static func signInCode(returningTo path: String) -> String {
        path == home ? signInCode : signInCode + query([("return", path)])
    }

    static func company(_ company: String) -> String {
        "/companies/" + encoded(company)
    }

    /// Where an open page hears of changes.
    static func changes(_ company: String) -> String {
        self.company(company) + "/changes"
    }

    static func attention(_ company: String) -> String {
        self.company(company) + "/attention"
    }

    static func events(_ company: String, _ parts: [(String, String)] = []) -> String {
        self.company(company) + "/events" + query(parts)
    }

    static func event(_ company: String, _ id: String) -> String {
        self.company(company) + "/events/" + encoded(id)
    }

    static func eventReplays(_ company: String, _ id: String) -> String {
        event(company, id) + "/replays"
    }

    static func replays(_ company: String) -> String {
        self.company(company) + "/replays"
    }

    /// The preview of what a replay by filter would run.
    static func newReplay(_ company: String, _ parts: [(String, String)]) -> String {
        replays(company) + "/new" + query(parts)
    }

    static func replay(_ company: String, _ id: String) -> String {
        replays(company) + "/" + encoded(id)
    }

    static func eventExport(_ company: String, _ parts: [(String, String)]) -> String {
        self.company(company) + "/exports/events" + query(parts)
    }

    static func search(_ company: String) -> String {
        self.company(company) + "/search"
    }

    /// The story of `order/1001`; what is no pair of kind and number has only its events.
    static func subject(_ company: String, _ connection: String, _ subject: String) -> String {
        let parts = subject.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
            return events(company, [("connection", connection), ("subject", subject)])
        }
        return self.company(company) + "/subjects/" + encoded(connection) + "/"
            + parts.map { encoded(String($0)) }.joined(separator: "/")
    }

    static func mapping(_ company: String) -> String {
        self.company(company) + "/mapping"
    }

    static func mappingPreview(_ company: String) -> String {
        mapping(company) + "/previews"
    }

    static func connections(_ company: String) -> String {
        self.company(company) + "/connections"
    }

    static func newConnection(_ company: String, _ service: String) -> String {
        connections(company) + "/new" + query([("service", service)])
    }

    static func connection(_ company: String, _ id: String) -> String {
        connections(company) + "/" + encoded(id)
    }

    static func editConnection(_ company: String, _ id: String) -> String {
        connection(company, id) + "/edit"
    }

    static func connectionTest(_ company: String, _ id: String) -> String {
        connection(company, id) + "/tests"
    }

    static func connectionWebhooks(_ company: String, _ id: String) -> String {
        connection(company, id) + "/webhooks"
    }

    static func connectionState(_ company: String, _ id: String) -> String {
        connection(company, id) + "/state"
    }

    static func backfills(_ company: String) -> String {
        self.company(company) + "/backfills"
    }

    static func backfill(_ company: String, _ id: String) -> String {
        backfills(company) + "/" + encoded(id)
    }

    static func backfillStop(_ company: String, _ id: String) -> String {
        backfill(company, id) + "/stops"
    }

    static func users(_ company: String) -> String {
        self.company(company) + "/users"
    }

    static func userRole(_ company: String, _ id: String) -> String {
        users(company) + "/" + encoded(id) + "/role"
    }

    static func userLinks(_ company: String, _ id: String) -> String {
        users(company) + "/" + encoded(id) + "/links"
    }

    static func userState(_ company: String, _ id: String) -> String {
        users(company) + "/" + encoded(id) + "/state"
    }

    static func userCode(_ company: String, _ id: String) -> String {
        users(company) + "/" + encoded(id) + "/code-removals"
    }

    static func audit(_ company: String, _ parts: [(String, String)] = []) -> String {
        self.company(company) + "/audit" + query(parts)
    }

    static func auditExport(_ company: String, _ parts: [(String, String)]) -> String {
        self.company(company) + "/exports/audit" + query(parts)
    }

    static func doctor(_ company: String) -> String {
        self.company(company) + "/doctor"
    }

    static func examinations(_ company: String) -> String {
        doctor(company) + "/examinations"
    }

    static func missingAccounts(_ company: String) -> String {
        doctor(company) + "/accounts"
    }

    static func alerts(_ company: String) -> String {
        self.company(company) + "/alerts"
    }

    static func alertAcknowledgements(_ company: String, _ id: String) -> String {
        alerts(company) + "/" + encoded(id) + "/acknowledgements"
    }

    static func reconciliation(_ company: String, _ period: String = "") -> String {
        self.company(company) + "/reconciliation" + query([("period", period)])
    }

    static func reconciliationFile(
        _ company: String,
        _ period: String,
        _ format: String
    ) -> String {
        self.company(company) + "/reconciliation/" + encoded(period) + query([("format", format)])
    }

    static func setUpSteps(_ company: String) -> String {
        self.company(company) + "/set-up"
    }

    /// Where the first user is made, by a link that the server's log tells.
    static func setUp(_ link: String) -> String {
        "/set-up/" + encoded(link)
    }

    static func apiReplay(_ company: String, _ id: String) -> String {
        "/api/v1" + replay(company, id)
    }

    static func apiBackfill(_ company: String, _ id: String) -> String {
        "/api/v1" + self.company(company) + "/backfills/" + encoded(id)
    }

    static func webhook(_ company: String, _ connection: String) -> String {
        "/webhooks/" + encoded(company) + "/" + encoded(connection)
    }

    /// The given path when it stays on this site, else the home page: a form may not send people elsewhere.
    static func local(_ path: String?) -> String {
        guard let path, path.hasPrefix("/"), !path.hasPrefix("//"), !path.contains("\\"),
            path.unicodeScalars.allSatisfy({ $0.isASCII && $0.value > 0x20 && $0.value != 0x7f })
        else { return home }
        return path
    }

    private static func query(_ parts: [(String, String)]) -> String {
        let given = parts.filter { !$0.1.isEmpty }
        guard !given.isEmpty else { return "" }
        return "?" + given.map { encoded($0.0) + "=" + encoded($0.1) }.joined(separator: "&")
    }

    /// Percent-encodes all but the unreserved characters of RFC 3986.
    static func encoded(_ text: String) -> String {
        let hex = Array("0123456789ABCDEF")
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                result += "%" + String(hex[Int(byte >> 4)]) + String(hex[Int(byte & 15)])
            }
        }
        return result
    }
}

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

    /// Where the one-time link of a new or reset user leads, below the public URL.
    static func invitation(_ token: String) -> String {
        "/invitations/" + encoded(token)
    }

    static func signIn(returningTo path: String) -> String {
        path == home ? signIn : signIn + query([("return", path)])
    }

    static func company(_ company: String) -> String {
        "/companies/" + encoded(company)
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

    static func apiReplay(_ company: String, _ id: String) -> String {
        "/api/v1" + replay(company, id)
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
    private static func encoded(_ text: String) -> String {
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

package import Foundation

/// A plain e-mail to one person.
package struct MailMessage: Hashable, Sendable {
    /// Characters of a subject; more is cut.
    static let subjectLimit = 200
    /// Characters of a text; more is cut.
    static let textLimit = 20_000

    package var recipient: String
    package var subject: String
    package var text: String
    /// The same for the same message, so that a mail that comes twice is known for one.
    package var id: String
    package var date: Date

    package init(recipient: String, subject: String, text: String, id: String, date: Date) {
        self.recipient = recipient
        self.subject = subject
        self.text = text
        self.id = id
        self.date = date
    }

    /// The message as it goes over the line: headers in ASCII, the text in base64.
    func bytes(from sender: String) -> Data {
        let domain = sender.split(separator: "@").last.map(String.init) ?? "localhost"
        let name = id.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "." }
        let headers = [
            "From: bokbro <\(sender)>", "To: <\(recipient)>",
            "Subject: \(Self.encodedWords(subject))", "Date: \(Self.text(of: date))",
            "Message-ID: <\(String(name))@\(domain)>", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
            "Auto-Submitted: auto-generated",
        ]
        let body = Data(String(text.prefix(Self.textLimit)).utf8).base64EncodedString(
            options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed]
        )
        return Data((headers.joined(separator: "\r\n") + "\r\n\r\n" + body + "\r\n").utf8)
    }

    /// A header's text in encoded words of at most 75 characters (RFC 2047).
    static func encodedWords(_ text: String) -> String {
        let line = String(
            text.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(subjectLimit)
        )
        if line.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }), line.utf8.count <= 60 {
            return line
        }
        var words: [String] = []
        var word = ""
        for character in line {
            // 45 bytes are 60 in base64; with the frame, 72.
            if (word + String(character)).utf8.count > 45 {
                words.append(word)
                word = ""
            }
            word.append(character)
        }
        words.append(word)
        return words.map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }
            .joined(separator: "\r\n ")
    }

    /// RFC 5322, in UTC.
    private static func text(of date: Date) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = .gmt
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss '+0000'"
        return formatter.string(from: date)
    }
}

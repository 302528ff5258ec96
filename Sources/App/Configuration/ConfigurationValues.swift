import Configuration
import Destinations
import Foundation

/// Reads values one by one and gathers what is wrong with them.
struct ConfigurationValues {
    let reader: ConfigReader
    private(set) var problems: [ConfigurationError.Problem] = []

    init(reader: ConfigReader) {
        self.reader = reader
    }

    mutating func text(_ key: String) -> String? {
        reader.string(forKey: ConfigKey(key)).flatMap { $0.isEmpty ? nil : $0 }
    }

    mutating func number(_ key: String, in range: ClosedRange<Int>, default fallback: Int) -> Int {
        guard let text = text(key) else { return fallback }
        guard let number = Int(text), range.contains(number) else {
            complain(
                key,
                "\"\(text)\" is no whole number from \(range.lowerBound) to \(range.upperBound)"
            )
            return fallback
        }
        return number
    }

    mutating func choice<Choice: RawRepresentable<String>>(
        _ key: String,
        default fallback: Choice
    ) -> Choice {
        guard let text = text(key) else { return fallback }
        guard let choice = Choice(rawValue: text.lowercased()) else {
            complain(key, "\"\(text)\" is not among the choices")
            return fallback
        }
        return choice
    }

    mutating func webAddress(_ key: String) -> String? {
        guard let text = text(key) else { return nil }
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme ?? ""),
            url.host()?.isEmpty == false
        else {
            complain(key, "\"\(text)\" is no address like https://bokbro.example.no")
            return nil
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    /// The address is not repeated in the complaint: it holds a password.
    mutating func mailServer(_ key: String) -> MailServer? {
        guard let text = text(key) else { return nil }
        do throws(MailServer.Problem) {
            return try MailServer(url: text)
        } catch {
            switch error {
            case .notAnAddress:
                complain(
                    key,
                    "it is no address like smtps://user:password@smtp.example.no:465?from=bokbro@example.no"
                )
            case .noSender: complain(key, "it names no sender; add ?from=bokbro@example.no")
            }
            return nil
        }
    }

    mutating func list(_ key: String) -> [String] {
        (text(key) ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }

    private mutating func complain(_ key: String, _ problem: String) {
        problems.append(.init(key: key, problem: problem))
    }
}

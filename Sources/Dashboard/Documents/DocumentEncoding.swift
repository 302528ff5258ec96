package import Bookkeeping
import Foundation

/// How documents are written as JSON: keys sorted, times in UTC with milliseconds, texts in one language.
enum DocumentEncoding {
    static func encoder(_ language: Language) -> JSONEncoder {
        let encoder = EventDocument.encoder
        if let key = CodingUserInfoKey.language { encoder.userInfo[key] = language }
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(RFC3339.text(date))
        }
        return encoder
    }
}

extension CodingUserInfoKey {
    static let language = CodingUserInfoKey(rawValue: "language")
}

extension LocalizedText: Encodable {
    /// Writes the text in the language of the encoder, which is Norwegian unless it says so.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        let given = CodingUserInfoKey.language.flatMap { encoder.userInfo[$0] as? Language }
        try container.encode(self[given ?? .nb])
    }
}

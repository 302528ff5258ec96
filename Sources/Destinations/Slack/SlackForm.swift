import Foundation

/// Arguments as a form: `application/x-www-form-urlencoded`, with every character escaped that is not plain.
enum SlackForm {
    private static let plain = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    )

    static func encoded(_ arguments: [(name: String, value: String)]) -> Data {
        Data(
            arguments.map { "\(escaped($0.name))=\(escaped($0.value))" }.joined(separator: "&").utf8
        )
    }

    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
    }
}

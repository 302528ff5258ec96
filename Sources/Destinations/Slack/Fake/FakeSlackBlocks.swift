import Foundation

/// The rules of the block kit, as far as we use it.
enum FakeSlackBlocks {
    private static let invalid = FakeSlackRefusal("invalid_blocks")

    static func check(_ text: String) throws(FakeSlackRefusal) {
        guard let json = try? JSONDecoder().decode(FakeJSON.self, from: Data(text.utf8)),
            case .array(let blocks) = json
        else { throw FakeSlackRefusal("invalid_blocks_format") }
        guard blocks.count <= 50 else { throw invalid }
        for block in blocks { try check(block) }
    }

    private static func check(_ block: FakeJSON) throws(FakeSlackRefusal) {
        guard case .object(let fields) = block, case .string(let type)? = fields["type"] else {
            throw invalid
        }
        switch type {
        case "header":
            guard case .object(let text)? = fields["text"], text["type"] == .string("plain_text")
            else { throw invalid }
            try check(fields["text"], limit: 150)
        case "section":
            guard fields["text"] != nil || fields["fields"] != nil else { throw invalid }
            if let text = fields["text"] { try check(text, limit: 3_000) }
            try check(fields["fields"], count: 10, limit: 2_000)
        case "context":
            guard fields["elements"] != nil else { throw invalid }
            try check(fields["elements"], count: 10, limit: 3_000)
        case "divider": return
        default: throw invalid
        }
    }

    private static func check(
        _ list: FakeJSON?,
        count: Int,
        limit: Int
    ) throws(FakeSlackRefusal) {
        guard let list else { return }
        guard case .array(let texts) = list, (1...count).contains(texts.count) else {
            throw invalid
        }
        for text in texts { try check(text, limit: limit) }
    }

    private static func check(_ json: FakeJSON?, limit: Int) throws(FakeSlackRefusal) {
        guard case .object(let fields)? = json, case .string(let text)? = fields["text"],
            fields["type"] == .string("mrkdwn") || fields["type"] == .string("plain_text"),
            (1...limit).contains(text.utf16.count)
        else { throw invalid }
    }
}

package import Bookkeeping

extension ProjectSettings {
    /// Reads `rules.projects`, and what a Rentman connection says besides its secrets; names every error by its
    /// path.
    ///
    /// nil or null stands for an absent object.
    package init(
        rules: JSONValue?,
        connection: JSONValue? = nil
    ) throws(RuleErrors) {
        self.init()
        var reader = ProjectSettingsReader()
        for member in reader.members(rules, "projects") where member.value != .null {
            apply(member, at: "projects.\(member.name)", &reader)
        }
        for member in reader.members(connection, "") {
            // The connection's other keys belong to its connector.
            switch member.name {
            case "confirmedStatuses":
                confirmedStatuses = reader.statuses(member.value, member.name) ?? confirmedStatuses
            case "endedStatuses":
                endedStatuses = reader.statuses(member.value, member.name) ?? endedStatuses
            default: break
            }
        }
        guard reader.problems.isEmpty else { throw RuleErrors(reader.problems) }
    }

    private mutating func apply(
        _ member: JSONValue.Member,
        at path: String,
        _ reader: inout ProjectSettingsReader
    ) {
        let value = member.value
        switch member.name {
        case "slackChannels": slackChannels = reader.flag(value, path) ?? slackChannels
        case "channelPrefix": channelPrefix = reader.channelPrefix(value, path) ?? channelPrefix
        case "channelStatuses": channelStatuses = reader.statuses(value, path) ?? channelStatuses
        case "archiveAfterDays":
            archiveAfterDays = reader.number(value, path, in: 0...365) ?? archiveAfterDays
        case "notConfirmedAgain":
            notConfirmedAgain = reader.choice(value, path) ?? notConfirmedAgain
        case "invoices": invoices = reader.choice(value, path) ?? invoices
        case "drafts": drafts = reader.flag(value, path) ?? drafts
        case "endedStatuses": endedStatuses = reader.statuses(value, path) ?? endedStatuses
        case "defaultManager": defaultManager = reader.text(value, path)
        case "crewLeaves": crewLeaves = reader.choice(value, path) ?? crewLeaves
        case "renameChannels": renameChannels = reader.flag(value, path) ?? renameChannels
        case "writeAccountingCodes":
            writesAccountingCodes = reader.flag(value, path) ?? writesAccountingCodes
        case "ledgerTexts": ledgerTexts = reader.texts(value, path) ?? ledgerTexts
        case "depositLedgers": depositLedgers = reader.words(value, path) ?? depositLedgers
        default: reader.complain(path, nb: "er ingen innstilling", en: "is no setting")
        }
    }
}

/// Reads settings one by one and gathers what is wrong with them.
struct ProjectSettingsReader {
    private static let listLimit = 200

    private(set) var problems: [RuleErrors.Problem] = []

    mutating func complain(_ path: String, nb: String, en: String) {
        problems.append(.init(path: path, text: .init(nb: nb, en: en)))
    }

    mutating func members(_ value: JSONValue?, _ path: String) -> [JSONValue.Member] {
        switch value {
        case nil, .null?: return []
        case .object(let members)?: return members
        default:
            complain(path, nb: "skal være et objekt", en: "should be an object")
            return []
        }
    }

    mutating func flag(_ value: JSONValue, _ path: String) -> Bool? {
        if case .bool(let flag) = value { return flag }
        complain(path, nb: "skal være true eller false", en: "should be true or false")
        return nil
    }

    mutating func text(_ value: JSONValue, _ path: String) -> String? {
        if let text = value.text, !text.isEmpty, text.count <= 100 { return text }
        complain(
            path,
            nb: "skal være en tekst på høyst 100 tegn",
            en: "should be a text of at most 100 characters"
        )
        return nil
    }

    mutating func channelPrefix(_ value: JSONValue, _ path: String) -> String? {
        if case .string(let text) = value, text.utf8.count <= 20,
            text.utf8.allSatisfy(ChannelName.isAllowed)
        {
            return text
        }
        complain(
            path,
            nb: "skal være høyst 20 tegn av a–z, 0–9, - og _",
            en: "should be at most 20 characters of a–z, 0–9, - and _"
        )
        return nil
    }

    mutating func number(_ value: JSONValue, _ path: String, in range: ClosedRange<Int>) -> Int? {
        if case .number(let text) = value, let number = Int(text), range.contains(number) {
            return number
        }
        complain(
            path,
            nb: "skal være et helt tall fra \(range.lowerBound) til \(range.upperBound)",
            en: "should be a whole number from \(range.lowerBound) to \(range.upperBound)"
        )
        return nil
    }

    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ value: JSONValue,
        _ path: String,
        of type: Choice.Type = Choice.self
    ) -> Choice? where Choice.RawValue == String {
        // YAML reads a bare `off` as false.
        let word = value == .bool(false) ? "off" : value.text
        if let choice = word.flatMap(Choice.init(rawValue:)) { return choice }
        let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        complain(path, nb: "skal være en av \(words)", en: "should be one of \(words)")
        return nil
    }

    mutating func statuses(_ value: JSONValue, _ path: String) -> Set<Int64>? {
        guard let items = list(value, path) else { return nil }
        var statuses: Set<Int64> = []
        for (index, item) in items.enumerated() {
            if case .number(let text) = item, let number = Int64(text), number > 0 {
                statuses.insert(number)
            } else {
                complain(
                    "\(path)[\(index)]",
                    nb: "skal være nummeret på en status",
                    en: "should be the number of a status"
                )
            }
        }
        return statuses
    }

    mutating func words(_ value: JSONValue, _ path: String) -> Set<String>? {
        guard let items = list(value, path) else { return nil }
        return Set(
            items.enumerated().compactMap {
                text($0.element, "\(path)[\($0.offset)]")?.lowercased()
            }
        )
    }

    mutating func texts(_ value: JSONValue, _ path: String) -> [String: String]? {
        var texts: [String: String] = [:]
        for member in members(value, path) {
            if let text = text(member.value, "\(path).\(member.name)") {
                texts[member.name.lowercased()] = text
            }
        }
        return texts
    }

    private mutating func list(_ value: JSONValue, _ path: String) -> [JSONValue]? {
        if case .array(let items) = value, items.count <= Self.listLimit { return items }
        complain(
            path,
            nb: "skal være en liste med høyst \(Self.listLimit) elementer",
            en: "should be a list of at most \(Self.listLimit) elements"
        )
        return nil
    }
}

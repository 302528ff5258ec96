import Bookkeeping
import Projects
import Testing

struct ProjectSettingsTests {
    private func json(_ text: String) throws -> JSONValue {
        try JSONValue(parsing: text.utf8)
    }

    @Test func `nothing said means the documented defaults`() throws {
        let settings = try ProjectSettings(rules: nil)

        #expect(settings == .standard)
        #expect(
            settings.channelStatuses == [1, 3, 4, 5] && settings.confirmedStatuses == [3, 4, 5, 6]
        )
        #expect(settings.channelPrefix == "p-" && settings.archiveAfterDays == 7)
        #expect(settings.notConfirmedAgain == .close && settings.invoices == .order)
        #expect(settings.slackChannels && !settings.drafts)
    }

    @Test func `every setting is read`() throws {
        let settings = try ProjectSettings(
            rules: json(
                #"""
                {"slackChannels": false, "channelPrefix": "jobb_", "channelStatuses": [1, 11],
                 "archiveAfterDays": 0, "notConfirmedAgain": "keep", "invoices": "invoice", "drafts": true,
                 "endedStatuses": [6, 11], "defaultManager": "1001", "crewLeaves": "remove",
                 "renameChannels": false, "writeAccountingCodes": true, "ledgerTexts": {"Rental": "Utleie"}, "depositLedgers": ["Pant"]}
                """#
            ),
            connection: json(#"{"confirmedStatuses": [3, 13], "account": "nordlyslyd"}"#)
        )

        #expect(!settings.slackChannels && settings.channelPrefix == "jobb_")
        #expect(settings.channelStatuses == [1, 11] && settings.archiveAfterDays == 0)
        #expect(settings.notConfirmedAgain == .keep && settings.invoices == .invoice)
        #expect(settings.drafts && settings.endedStatuses == [6, 11])
        #expect(settings.confirmedStatuses == [3, 13] && settings.defaultManager == "1001")
        #expect(settings.crewLeaves == .remove && !settings.renameChannels)
        #expect(settings.ledgerTexts == ["rental": "Utleie"] && settings.writesAccountingCodes)
        #expect(settings.depositLedgers == ["pant"])
    }

    @Test func `a bare off, which YAML reads as false, is the word`() throws {
        #expect(try ProjectSettings(rules: json(#"{"invoices": false}"#)).invoices == .off)
    }

    @Test func `every error is named by its path`() throws {
        let value = try json(
            #"""
            {"slackChannels": "yes", "channelPrefix": "P ", "channelStatuses": [1, "x", -3],
             "archiveAfterDays": 400, "notConfirmedAgain": "delete", "invoices": "all", "colour": 1}
            """#
        )

        let error = try #require(throws: RuleErrors.self) {
            try ProjectSettings(rules: value, connection: json(#"{"confirmedStatuses": 3}"#))
        }
        #expect(
            error.problems.map(\.path) == [
                "projects.slackChannels", "projects.channelPrefix", "projects.channelStatuses[1]",
                "projects.channelStatuses[2]", "projects.archiveAfterDays",
                "projects.notConfirmedAgain", "projects.invoices", "projects.colour",
                "confirmedStatuses",
            ]
        )
        #expect(error.problems.allSatisfy { !$0.text.nb.isEmpty && !$0.text.en.isEmpty })
    }

    @Test func `what is no object at all is an error`() throws {
        let error = try #require(throws: RuleErrors.self) { try ProjectSettings(rules: json("[]")) }
        #expect(error.problems.map(\.path) == ["projects"])
    }
}

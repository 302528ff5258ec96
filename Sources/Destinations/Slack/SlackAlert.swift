package import Bookkeeping

/// Something that a person must look at, for the alert channel.
package struct SlackAlert: Hashable, Sendable {
    /// Where more can be read.
    package struct Link: Hashable, Sendable {
        package var label: String
        package var address: String

        package init(label: String, address: String) {
            self.label = label
            self.address = address
        }
    }

    /// One short fact beside its name, as `Prosjekt` and `812`; never about a person.
    package struct Fact: Hashable, Sendable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package var title: String
    /// A code of the contract's closed list of causes.
    package var cause: String
    package var message: String
    package var remedy: String
    package var facts: [Fact]
    package var link: Link?

    package init(
        title: String,
        cause: String,
        message: String,
        remedy: String,
        facts: [Fact] = [],
        link: Link? = nil
    ) {
        self.title = title
        self.cause = cause
        self.message = message
        self.remedy = remedy
        self.facts = facts
        self.link = link
    }

    /// The alert as a message.
    package func message(in language: Language) -> SlackMessage {
        var blocks: [SlackBlock] = [
            .header(SlackText.plain(title, limit: SlackBlock.headerLimit)),
            .section(SlackText.mrkdwn(message, limit: SlackBlock.sectionLimit)),
        ]
        let remedyTitle = language == .nb ? "Slik rettes det" : "How to mend it"
        blocks.append(
            .section(
                "*\(remedyTitle)*\n" + SlackText.mrkdwn(remedy, limit: SlackBlock.sectionLimit - 40)
            )
        )
        if !facts.isEmpty {
            blocks.append(
                .fields(
                    facts.prefix(SlackBlock.fieldsLimit).map {
                        "*\(SlackText.mrkdwn($0.name, limit: 200))*\n"
                            + SlackText.mrkdwn($0.value, limit: SlackBlock.fieldLimit - 210)
                    }
                )
            )
        }
        if let link {
            blocks.append(.section(SlackText.link(link.address, label: link.label)))
        }
        blocks.append(.context(SlackText.mrkdwn("bokbro · \(cause)", limit: 200)))
        return SlackMessage(text: SlackText.plain(title, limit: 1_000), blocks: blocks)
    }
}

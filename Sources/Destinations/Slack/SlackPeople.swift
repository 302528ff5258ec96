package import Foundation

/// Who in the workspace has which e-mail address; remembered, also who is not there.
package actor SlackPeople {
    /// How long a user is believed.
    static let age: TimeInterval = 86_400
    /// How long it is believed that somebody has no user: a person may just have been invited.
    static let ageWhenMissing: TimeInterval = 3_600
    /// Addresses remembered at most; beyond it the ones that end first are forgotten.
    package static let limit = 10_000

    private struct Entry {
        var id: String?
        var until: Date
    }

    private let now: @Sendable () -> Date
    private var known: [String: Entry] = [:]

    package init(now: @escaping @Sendable () -> Date = { Date() }) {
        self.now = now
    }

    /// The id of the active user with this address; nil when there is none.
    func user(email: String, through calls: SlackCalls) async throws -> String? {
        let address = email.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
        guard address.contains("@"), !address.contains(where: \.isWhitespace) else { return nil }
        if let entry = known[address], entry.until > now() { return entry.id }
        let id = try await lookUp(address, through: calls)
        makeRoom()
        known[address] = Entry(
            id: id,
            until: now().addingTimeInterval(id == nil ? Self.ageWhenMissing : Self.age)
        )
        return id
    }

    /// How many addresses are remembered.
    var count: Int { known.count }

    private func lookUp(_ address: String, through calls: SlackCalls) async throws -> String? {
        do {
            let reply = try await calls.send(
                .usersLookupByEmail,
                [("email", address)],
                as: SlackUserReply.self
            )
            // Those who have left, and bots, cannot be invited.
            let isActive = reply.user.deleted != true && reply.user.isBot != true
            return isActive ? reply.user.id : nil
        } catch let failure as SlackFailure where failure.refusal == .userMissing {
            return nil
        }
    }

    private func makeRoom() {
        guard known.count >= Self.limit else { return }
        let time = now()
        known = known.filter { $0.value.until > time }
        guard known.count >= Self.limit else { return }
        let surplus = known.sorted { $0.value.until < $1.value.until }.prefix(Self.limit / 10)
        for (address, _) in surplus { known[address] = nil }
    }
}

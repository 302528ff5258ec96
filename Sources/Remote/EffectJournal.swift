/// Remembers what was done to the outside world, so that nothing is done twice.
///
/// An effect is named after the business fact (`invoice/shop/order/1001`), noted before it starts and after it
/// ended. When a first try was interrupted, `find` looks for its result before `perform` may run again.
package protocol EffectJournal: Sendable {
    func once(
        _ key: String,
        ifInterrupted find: @Sendable () async throws -> EffectResult?,
        perform: @Sendable () async throws -> EffectResult
    ) async throws -> EffectResult

    /// What the effect left behind when it was done; nil when it is not, or nobody knows yet.
    func recorded(_ key: String) async throws -> EffectResult?
}

/// What an effect left behind: the thing made, by id, number and address.
package struct EffectResult: Hashable, Sendable, Codable {
    /// What was made, as `customer`, `invoice` or `payment`.
    package var kind: String
    package var id: String
    package var number: String?
    package var url: String?
    /// What exactly was made, in its maker's own form, so that a later change of the facts can be told.
    package var content: String?

    package init(
        kind: String,
        id: String,
        number: String? = nil,
        url: String? = nil,
        content: String? = nil
    ) {
        self.kind = kind
        self.id = id
        self.number = number
        self.url = url
        self.content = content
    }
}

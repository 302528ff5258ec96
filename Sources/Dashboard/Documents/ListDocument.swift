/// A page of a list as the interface shows it: `{"items": […], "next": "<cursor>" | null}`.
struct ListDocument<Item: Hashable & Sendable & Encodable>: Hashable, Sendable, Encodable {
    let items: [Item]
    /// The `after` of the next page; nil on the last.
    @OrNull var next: String?

    init(items: [Item], next: String? = nil) {
        self.items = items
        self.next = next
    }
}

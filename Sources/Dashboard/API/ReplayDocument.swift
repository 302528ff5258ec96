/// A replay as the interface shows it: how many events it runs again, and how many are through.
package struct ReplayDocument: Hashable, Sendable, Encodable {
    package enum State: String, Hashable, Sendable, Encodable {
        case running
        case done
    }

    package var id: String
    package var matched: Int
    package var done: Int
    package var state: State

    package init(id: String, matched: Int, done: Int, state: State) {
        self.id = id
        self.matched = matched
        self.done = done
        self.state = state
    }
}

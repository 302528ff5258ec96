/// Gives each name to one task at a time, in the order of asking.
///
/// Two events about different subjects may need the same thing made, a new customer for example; the second
/// waits until the first has recorded it.
actor KeyedTurns {
    private var waiting: [String: [CheckedContinuation<Void, Never>]] = [:]

    /// Returns when the name is this task's; give it back with ``end(_:)``.
    func begin(_ name: String) async {
        guard waiting[name] != nil else {
            waiting[name] = []
            return
        }
        await withCheckedContinuation { waiting[name]?.append($0) }
    }

    func end(_ name: String) {
        guard var queue = waiting[name] else { return }
        if queue.isEmpty {
            waiting[name] = nil
        } else {
            let next = queue.removeFirst()
            waiting[name] = queue
            next.resume()
        }
    }
}

import Foundation

extension EventFilter {
    /// Why a filter cannot be followed: the part that is wrong, by its name.
    struct Refusal: Error, Hashable {
        let part: String
    }

    /// What to ask the log for.
    ///
    /// Days are those of the company's zone.
    func query(of company: String, in timeZone: TimeZone) throws(Refusal) -> EventLogQuery {
        var query = EventLogQuery(company: company)
        guard state.isEmpty || StateLabel.all.contains(state) else { throw Refusal(part: "state") }
        query.state = state.isEmpty ? nil : state
        query.connection = connection.isEmpty ? nil : connection
        query.topic = topic.isEmpty ? nil : topic
        query.subject = subject.isEmpty ? nil : subject
        query.cause = cause.isEmpty ? nil : cause
        query.text = text.isEmpty ? nil : text
        if !since.isEmpty {
            guard let date = Self.moment(since, daysLater: 0, in: timeZone) else {
                throw Refusal(part: "since")
            }
            query.since = date
        }
        if !until.isEmpty {
            guard let date = Self.moment(until, daysLater: 1, in: timeZone) else {
                throw Refusal(part: "until")
            }
            query.until = date
        }
        return query
    }

    /// A full time as it is; of a day its first moment, so many days later.
    static func moment(_ text: String, daysLater: Int, in timeZone: TimeZone) -> Date? {
        if let date = RFC3339.date(text) { return date }
        guard let parts = text.wholeMatch(of: /(\d{4})-(\d{2})-(\d{2})/),
            let year = Int(parts.1), let month = Int(parts.2), let day = Int(parts.3)
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        let components = DateComponents(year: year, month: month, day: day)
        guard let start = calendar.date(from: components),
            calendar.dateComponents([.year, .month, .day], from: start) == components
        else { return nil }
        return calendar.date(byAdding: .day, value: daysLater, to: start)
    }
}

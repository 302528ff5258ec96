import Foundation

/// Times as Tripletex writes them: `2026-07-28T10:15:00`, in Norway and without zone.
enum TripletexTime {
    private static let zone = TimeZone(identifier: "Europe/Oslo") ?? .gmt

    static func text(of date: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = calendar.dateComponents(
            [.year, .month, .day, .hour, .minute, .second],
            from: date
        )
        func padded(_ value: Int?) -> String {
            let value = value ?? 0
            return value < 10 ? "0\(value)" : "\(value)"
        }
        let day = [parts.year, parts.month, parts.day].map(padded).joined(separator: "-")
        let time = [parts.hour, parts.minute, parts.second].map(padded).joined(separator: ":")
        return "\(day)T\(time)"
    }
}

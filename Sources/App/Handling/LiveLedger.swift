import Destinations
import Remote

/// A company's Tripletex, in its two parts, over one session and one set of look-ups.
struct LiveLedger: Sendable {
    let books: TripletexLedger
    let projects: TripletexProjects

    /// The same ledger, whose calls are told to somebody.
    func recording(to record: @escaping @Sendable (RecordedRemoteCall) -> Void) -> LiveLedger {
        LiveLedger(
            books: books.recording(to: record),
            projects: projects.recording(to: record)
        )
    }
}

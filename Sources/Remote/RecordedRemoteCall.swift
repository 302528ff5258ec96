/// One call as it is shown to people: no secrets, and of the query only the names.
package struct RecordedRemoteCall: Hashable, Sendable {
    package var service: String
    package var method: String
    package var path: String
    /// nil when no answer came.
    package var status: Int?
    package var milliseconds: Int
    package var requestID: String?
}

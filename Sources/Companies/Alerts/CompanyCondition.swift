/// How a company fares at a moment, as far as alerts depend on it.
package struct CompanyCondition: Hashable, Sendable {
    /// Events that stopped, or notices that were given, for one cause.
    package struct Trouble: Hashable, Sendable {
        package var connection: String
        package var code: String
        package var count: Int
        /// The newest one's, such as `order/1001`.
        package var subject: String?
        /// Booked all the same, but worth knowing.
        package var isNotice: Bool

        package init(
            connection: String,
            code: String,
            count: Int,
            subject: String? = nil,
            isNotice: Bool = false
        ) {
            self.connection = connection
            self.code = code
            self.count = count
            self.subject = subject
            self.isNotice = isNotice
        }
    }

    package struct Line: Hashable, Sendable {
        package var connection: String
        /// How long no call has succeeded; 0 while they do.
        package var failingSeconds: Int
        /// How many things a sweep found since the last webhook came.
        package var foundWithoutWebhook: Int

        package init(connection: String, failingSeconds: Int = 0, foundWithoutWebhook: Int = 0) {
            self.connection = connection
            self.failingSeconds = failingSeconds
            self.foundWithoutWebhook = foundWithoutWebhook
        }
    }

    package var troubles: [Trouble]
    package var lines: [Line]
    /// How long the oldest due event has waited.
    package var oldestWaitingSeconds: Int
    /// How many differences of the last reconciliation have no cause that explains them.
    package var openDifferences: Int
    /// nil where it is not known.
    package var freeDiskBytes: Int64?

    package init(
        troubles: [Trouble] = [],
        lines: [Line] = [],
        oldestWaitingSeconds: Int = 0,
        openDifferences: Int = 0,
        freeDiskBytes: Int64? = nil
    ) {
        self.troubles = troubles
        self.lines = lines
        self.oldestWaitingSeconds = oldestWaitingSeconds
        self.openDifferences = openDifferences
        self.freeDiskBytes = freeDiskBytes
    }
}

import Outbox
import Remote

/// The outbox's effects as the journal that destinations write into.
struct OutboxJournal: EffectJournal {
    let effects: Effects

    func once(
        _ key: String,
        ifInterrupted find: @Sendable () async throws -> EffectResult?,
        perform: @Sendable () async throws -> EffectResult
    ) async throws -> EffectResult {
        let record = try await effects.once(
            key,
            ifInterrupted: { try await find().map(EffectRecord.init) },
            perform: { EffectRecord(try await perform()) }
        )
        return EffectResult(record)
    }

    func recorded(_ key: String) async throws -> EffectResult? {
        try await effects.recorded(key).map(EffectResult.init)
    }
}

extension EffectResult {
    fileprivate init(_ record: EffectRecord) {
        self.init(
            kind: record.kind,
            id: record.id,
            number: record.number,
            url: record.url,
            content: record.content
        )
    }
}

extension EffectRecord {
    fileprivate init(_ result: EffectResult) {
        self.init(
            kind: result.kind,
            id: result.id,
            number: result.number,
            url: result.url,
            content: result.content
        )
    }
}

extension RecordedCall {
    init(_ call: RecordedRemoteCall) {
        self.init(
            service: call.service,
            method: call.method,
            path: call.path,
            status: call.status,
            milliseconds: call.milliseconds,
            requestID: call.requestID
        )
    }
}

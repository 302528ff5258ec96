import Synchronization

/// Whether the server takes requests: starting, running or stopping.
final class ServerPhase<Responder: Sendable>: Sendable {
    enum Phase: Sendable {
        case starting
        case running(Responder)
        case stopping
    }

    private let phase = Mutex(Phase.starting)

    var now: Phase { phase.withLock { $0 } }

    var isStopping: Bool {
        if case .stopping = now { true } else { false }
    }

    func run(_ responder: Responder) { phase.withLock { $0 = .running(responder) } }

    func stop() { phase.withLock { $0 = .stopping } }
}

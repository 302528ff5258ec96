import Foundation
import Glibc
import Synchronization

/// Progress on standard error: one line that is written over on a terminal, a line every five seconds otherwise.
final class ProgressLine: Sendable {
    private struct State {
        var shown = -1
        var lineAt: ContinuousClock.Instant
    }

    static let pause = Duration.seconds(5)

    private let unit: String
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let started = ContinuousClock.now
    private let state: Mutex<State>

    init(unit: String) {
        self.unit = unit
        state = Mutex(State(lineAt: ContinuousClock.now))
    }

    /// Shows how much is done, how fast, and how long the rest takes when the total is known.
    func show(done: Int, total: Int?) {
        let now = ContinuousClock.now
        let isDue = state.withLock { state in
            guard isTerminal ? done != state.shown : now - state.lineAt >= Self.pause else {
                return false
            }
            state = State(shown: done, lineAt: now)
            return true
        }
        guard isDue else { return }
        let seconds = (now - started).components.seconds
        let rate = seconds > 0 ? "\(done / Int(seconds))/s" : "–"
        var text = total.map { "\(done) of \($0) \(unit)" } ?? "\(done) \(unit)"
        text += ", \(rate)"
        if let total, done > 0, total > done, seconds > 0 {
            text += ", \((total - done) * Int(seconds) / done) s left"
        }
        write(isTerminal ? "\r\u{1B}[K" + text : text + "\n")
    }

    func end() {
        if isTerminal, state.withLock({ $0.shown }) >= 0 { write("\n") }
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
